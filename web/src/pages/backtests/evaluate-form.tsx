import { useState } from 'preact/hooks';
import type { EvaluationEstimate, JobRequest } from '../../../../src/contract/dashboard-jobs.js';
import { useDocument } from '../../api/use-document.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { CheckField, ChoiceField, FieldGroup, PickField, TextField } from '../../parts/form/field.js';
import { RangeFields, rangeOf } from '../../parts/form/range-fields.js';
import { typedList, typedNumbers, useForm } from '../../parts/form/use-form.js';
import { JobLine } from '../../parts/job-line.js';
import { useJob } from '../../parts/use-job.js';
import { hrefOf } from '../../router.js';
import { EstimateLines } from './estimate-lines.js';

type EvaluateRequest = Extract<JobRequest, { kind: 'evaluate' }>['request'];

/** Models and prompts against the market: first what it would ask and may cost at most, then, after a word of consent, the questions. */
export function EvaluateForm() {
  const { t } = useWords();
  const stored = useDocument('data', '/data', ['run']).document;
  const choices = useDocument('choices', '/choices').document;
  const prompts = useDocument('prompts', '/prompts').document?.prompts ?? [];
  const [asked, setAsked] = useState<EvaluateRequest | null>(null);
  const estimate = useJob();
  const evaluation = useJob(({ result }) => {
    const id = result?.id ?? null;
    if (id !== null) location.hash = hrefOf('quality', id);
  }, 'evaluate');
  const form = useForm(
    { data: 'demo', baselines: 'baseline/momentum baseline/climatology' },
    evaluation.job === null && evaluation.error === null ? estimate : evaluation,
  );
  const { values } = form;
  const series = (stored?.bars ?? []).map(({ symbol, interval }) => `${symbol}:${interval}`);
  const request = (): EvaluateRequest => {
    const picked = typedList(values.prompts);
    return {
      data: typedList(values.data),
      models: [...new Set([...typedModels(values.models), ...typedList(values.baselines)])],
      ...(picked.length > 0 ? { prompts: picked } : {}),
      ...rangeOf(form, 'all'),
      ...typedNumbers(values, ['horizon_hours', 'every_hours', 'budget_usd']),
      ...(values.replay === 'true' ? { replay: true } : {}),
    };
  };
  const isBusy = estimate.isBusy || evaluation.isBusy;
  const found =
    estimate.job?.state === 'done' ? ((estimate.job.result?.document ?? null) as EvaluationEstimate | null) : null;
  const edited = asked !== null && JSON.stringify(asked) !== JSON.stringify(request());
  return (
    <Card title={t('evaluate.title')} wide>
      <p class="quiet">{t('evaluate.about')}</p>
      <form
        class="fields"
        onSubmit={(event) => {
          event.preventDefault();
          form.sent();
          setAsked(request());
          estimate.start({ kind: 'estimate', request: request() });
        }}
      >
        <div class="row">
          <TextField
            form={form}
            name="models"
            label={t('evaluate.models')}
            hint={choices?.model ?? 'ollama/llama3.2'}
          />
          <ChoiceField
            form={form}
            name="data"
            label={t('backtests.data')}
            choices={[['demo', t('backtests.data.demo')], ...series.map((each): [string, string] => [each, each])]}
          />
          <TextField form={form} name="budget_usd" label={t('evaluate.budget')} hint={t('none')} type="number" />
        </div>
        <PickField
          form={form}
          name="baselines"
          label={t('evaluate.baselines')}
          choices={(choices?.baselines ?? []).map((each) => [each, each.replace('baseline/', '')])}
        />
        <FieldGroup
          form={form}
          title={t('evaluate.more')}
          names={['prompts', 'range', 'days', 'from', 'to', 'horizon_hours', 'every_hours', 'replay']}
        >
          <PickField form={form} name="prompts" label={t('form.prompt')} choices={prompts.map(({ id }) => [id, id])} />
          <RangeFields form={form} kinds={['all', 'days', 'between']} />
          <TextField
            form={form}
            name="horizon_hours"
            label={t('evaluate.horizon')}
            hint={String(choices?.horizon_hours ?? '')}
            type="number"
          />
          <TextField
            form={form}
            name="every_hours"
            label={t('evaluate.every')}
            hint={t('evaluate.every.usual')}
            type="number"
          />
          <CheckField form={form} name="replay" label={t('form.replay')} />
        </FieldGroup>
        <button class="primary" disabled={isBusy}>
          {t('evaluate.estimate')}
        </button>
      </form>
      <JobLine control={estimate} />
      {found !== null && asked !== null && !edited && (
        <EstimateLines
          estimate={found}
          isBusy={isBusy}
          onConsent={() => {
            form.sent();
            evaluation.start({ kind: 'evaluate', request: asked });
          }}
        />
      )}
      <JobLine control={evaluation} />
    </Card>
  );
}

/** Names of models hold spaces in ensembles: commas and lines keep them apart. */
const typedModels = (text = ''): string[] => text.split(/[,;\n]+/).map((each) => each.trim()).filter((each) => each !== ''); // prettier-ignore
