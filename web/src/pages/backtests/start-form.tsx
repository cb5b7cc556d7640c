import { useState } from 'preact/hooks';
import type { StrategyInfo } from '../../../../src/contract/strategies.js';
import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { JobLine } from '../../parts/job-line.js';
import { useJob } from '../../parts/use-job.js';
import { hrefOf } from '../../router.js';
import { paramsOf } from './parameters.js';

/** Strategy, its parameters as its schema has them, and data; what is left empty stays at its default. */
export function StartForm() {
  const { t } = useWords();
  const strategies = useDocument('strategies', '/strategies').document?.strategies ?? [];
  const bars = useDocument('data', '/data', ['run']).document?.bars ?? [];
  const [name, setName] = useState('');
  const [data, setData] = useState('demo');
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const run = useJob(({ result }) => {
    const id = result?.id ?? null;
    if (id !== null) location.hash = hrefOf('backtests', id);
  });
  const chosen: StrategyInfo | undefined = strategies.find((each) => each.name === name) ?? strategies[0];
  const series = bars.map(({ symbol, interval }) => `${symbol}:${interval}`);
  return (
    <Card title={t('backtests.start')} wide>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen === undefined) return;
          const params = paramsOf(chosen.parameters, typed);
          run.start({ kind: 'backtest', request: { data: [data], strategy: chosen.name, params } });
        }}
      >
        <div class="row">
          <label>
            {t('backtests.head.strategy')}
            <select
              value={chosen?.name}
              onChange={({ currentTarget }) => {
                setName(currentTarget.value);
                setTyped({});
              }}
            >
              {strategies.map((each) => (
                <option key={each.name}>{each.name}</option>
              ))}
            </select>
          </label>
          <label>
            {t('backtests.data')}
            <select value={data} onChange={({ currentTarget }) => setData(currentTarget.value)}>
              <option value="demo">{t('backtests.data.demo')}</option>
              {series.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          </label>
          <button class="primary" disabled={run.isBusy || chosen === undefined}>
            {t('backtests.run')}
          </button>
        </div>
        <p class="quiet">{chosen?.summary}</p>
        {(chosen?.parameters.length ?? 0) > 0 && (
          <details>
            <summary>{t('backtests.parameters', { n: chosen!.parameters.length })}</summary>
            <div class="row">
              {chosen!.parameters.map((parameter) => (
                <label key={parameter.name}>
                  {parameter.name} {parameter.range}
                  <input
                    placeholder={JSON.stringify(parameter.fallback)}
                    value={typed[parameter.name] ?? ''}
                    onInput={({ currentTarget }) => setTyped({ ...typed, [parameter.name]: currentTarget.value })}
                  />
                </label>
              ))}
            </div>
          </details>
        )}
      </form>
      <JobLine control={run} />
    </Card>
  );
}
