import { isGoing, useJob } from '../../api/use-job.js';
import { useWords } from '../../language/use-language.js';
import { JobView } from '../../ui/job-view.js';
import { Failure } from '../../ui/states.js';

/** One cycle, here and now: on generated data, or on the sources of the settings. */
export function RunCycle() {
  const { t } = useWords();
  const { job, error, start, cancel } = useJob();
  const isBusy = job !== null && isGoing(job);
  const run = (source: 'demo' | 'real') => () => start({ kind: 'cycle', request: { source } });
  return (
    <div class="run">
      <div class="buttons" role="group" aria-label={t('now.run')}>
        <span aria-hidden="true">{t('now.run')}</span>
        <button type="button" disabled={isBusy} onClick={run('demo')}>
          {t('now.run.demo')}
        </button>
        <button type="button" disabled={isBusy} onClick={run('real')}>
          {t('now.run.real')}
        </button>
      </div>
      {error !== null && <Failure error={error} />}
      {job !== null && <JobView job={job} cancel={cancel} />}
    </div>
  );
}
