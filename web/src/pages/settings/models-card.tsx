import type { ModelSurvey } from '../../../../src/contract/models.js';
import { useWords } from '../../language/use-language.js';
import { Card } from '../../parts/card.js';
import { ConfirmButton } from '../../parts/confirm-button.js';
import { JobLine } from '../../parts/job-line.js';
import { Table } from '../../parts/table.js';
import { useJob } from '../../parts/use-job.js';

const HEAD = ['model', 'size', 'place', 'reachable', 'schema', 'context', 'latency', 'note'] as const;
const MEGABYTE = 1_000_000;

/** Models of every provider that is set up; a probe talks to each of them, which may cost. */
export function ModelsCard() {
  const { t, number, duration } = useWords();
  const survey = useJob(undefined, 'models');
  const found = survey.job?.state === 'done' ? ((survey.job.result?.document ?? null) as ModelSurvey | null) : null;
  const start = (probe: boolean): void => survey.start({ kind: 'models', request: { probe } });
  const truth = (value: boolean | null): string => (value === null ? '–' : t(value ? 'yes' : 'no'));
  return (
    <Card title={t('models.title')} wide>
      <div class="row">
        <button disabled={survey.isBusy} onClick={() => start(false)}>
          {t('models.list')}
        </button>
        <ConfirmButton label={t('models.probe')} question={t('models.probe.sure')} onConfirm={() => start(true)} />
      </div>
      <JobLine control={survey} />
      {found !== null && (
        <>
          <p>{t('models.chosen', { model: found.chosen ?? 'baseline' })}</p>
          {found.providers.map(({ provider, reachable, error, models, probes }) => (
            <div key={provider}>
              <h3>{provider}</h3>
              {!reachable && <p class="notice warn">{error}</p>}
              {reachable && models.length === 0 && <p class="quiet">{t('models.none')}</p>}
              {models.length > 0 && (
                <Table
                  caption={t('models.of', { provider })}
                  head={HEAD.map((each) => t(`models.head.${each}`))}
                  rows={models.map(({ model, sizeBytes, remote }) => {
                    const probe = probes.find((each) => each.model === model) ?? null;
                    return {
                      key: model,
                      cells: [
                        model,
                        sizeBytes === null ? '–' : t('models.size', { n: number(Math.round(sizeBytes / MEGABYTE)) }),
                        remote === null ? '–' : t(remote ? 'models.remote' : 'models.local'),
                        truth(probe?.reachable ?? null),
                        truth(probe?.jsonSchema ?? null),
                        number(probe?.contextTokens ?? null),
                        duration(probe?.latencyMs ?? null),
                        probe?.note ?? '',
                      ],
                    };
                  })}
                />
              )}
            </div>
          ))}
        </>
      )}
    </Card>
  );
}
