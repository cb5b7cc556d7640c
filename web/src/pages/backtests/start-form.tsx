import type { StrategyInfo } from '../../../../src/contract/strategies.js';
import { strategySummaryIn } from '../../../../src/report/language/terminal/ru-strategies.js';
import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { CheckField, FieldGroup, PickField } from '../../parts/form/field.js';
import { RANGE_FIELDS, RangeFields, rangeOf } from '../../parts/form/range-fields.js';
import { useForm } from '../../parts/form/use-form.js';
import { JobLine } from '../../parts/job-line.js';
import { useJob } from '../../parts/use-job.js';
import { hrefOf } from '../../router.js';
import { ExecutionFields, executionOf } from './execution-fields.js';
import { OpinionFields, opinionsOf } from './opinion-fields.js';
import { ParameterField } from './parameter-field.js';
import { paramsOf } from './parameters.js';

/** Everything that a backtest is made of; what is left empty stays at its default. */
export function StartForm() {
  const { t, language } = useWords();
  const strategies = useDocument('strategies', '/strategies').document?.strategies ?? [];
  const stored = useDocument('data', '/data', ['run']).document;
  const choices = useDocument('choices', '/choices').document;
  const run = useJob(({ result }) => {
    const id = result?.id ?? null;
    if (id !== null) location.hash = hrefOf('backtests', id);
  }, 'backtest');
  const form = useForm({ data: 'demo', funding: 'true' }, run);
  const { values } = form;
  const strategy: StrategyInfo | undefined = strategies.find((each) => each.name === values.strategy) ?? strategies[0];
  const data = (values.data ?? '').split(' ').filter((each) => each !== '');
  const series = (stored?.bars ?? []).map(({ symbol, interval }) => `${symbol}:${interval}`);
  const isPerp = (values.instrument ?? 'perp') === 'perp';
  const funded = (stored?.funding ?? []).map(({ symbol }) => symbol).filter((symbol) => data.some((each) => each.startsWith(`${symbol}:`))); // prettier-ignore
  const start = (): void => {
    if (strategy === undefined) return;
    form.sent();
    const typed = Object.fromEntries(strategy.parameters.map(({ name }) => [name, values[`params.${name}`] ?? '']));
    run.start({
      kind: 'backtest',
      request: {
        data,
        strategy: strategy.name,
        params: paramsOf(strategy.parameters, typed),
        execution: executionOf(form),
        ...rangeOf(form, 'all'),
        ...(isPerp && values.funding === 'true' && funded.length > 0 ? { funding: [...new Set(funded)] } : {}),
        ...(strategy.decision_bars === null ? {} : opinionsOf(form)),
        ...(values.bootstrap === 'true' ? { bootstrap: 1_000 } : {}),
      },
    });
  };
  return (
    <Card title={t('backtests.start')} wide>
      <form
        class="fields"
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
      >
        <div class="row">
          <label>
            <span>{t('backtests.head.strategy')}</span>
            <select value={strategy?.name} onChange={({ currentTarget }) => form.set('strategy', currentTarget.value)}>
              {strategies.map((each) => (
                <option key={each.name}>{each.name}</option>
              ))}
            </select>
          </label>
          <button class="primary" disabled={run.isBusy || strategy === undefined || data.length === 0}>
            {t('backtests.run')}
          </button>
        </div>
        <p class="quiet">{strategySummaryIn(strategy?.summary ?? '', language)}</p>
        <PickField
          form={form}
          name="data"
          label={t('backtests.data')}
          alone="demo"
          choices={[['demo', t('backtests.data.demo')], ...series.map((each): [string, string] => [each, each])]}
        />
        {strategy !== undefined && strategy.parameters.length > 0 && (
          <FieldGroup
            form={form}
            title={t('backtests.parameters', { n: strategy.parameters.length })}
            names={['params', ...strategy.parameters.map(({ name }) => `params.${name}`)]}
          >
            {strategy.parameters.map((parameter) => (
              <ParameterField
                key={`${strategy.name} ${parameter.name}`}
                form={form}
                strategy={strategy}
                parameter={parameter}
              />
            ))}
          </FieldGroup>
        )}
        {(strategy?.decision_bars ?? null) !== null && <OpinionFields form={form} choices={choices} />}
        <FieldGroup form={form} title={t('form.range')} names={[...RANGE_FIELDS, 'bootstrap']}>
          <RangeFields form={form} kinds={['all', 'days', 'between']} />
          <CheckField form={form} name="bootstrap" label={t('form.bootstrap')} />
        </FieldGroup>
        <ExecutionFields form={form} defaults={choices?.execution ?? null} />
        {isPerp && funded.length > 0 && <CheckField form={form} name="funding" label={t('form.funding')} />}
      </form>
      <JobLine control={run} />
    </Card>
  );
}
