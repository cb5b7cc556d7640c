import type { Job } from '../../../src/contract/dashboard-jobs.js';
import { isGoing } from '../api/use-job.js';
import { useWords } from '../language/use-language.js';
import { Failure } from './states.js';

/** How far a job is, with the way to give it up; and why it failed. */
export function JobView({ job, cancel }: { readonly job: Job; readonly cancel: () => void }) {
  const { t } = useWords();
  const { state, progress, error } = job;
  if (state === 'failed' && error !== null) return <Failure error={{ status: 500, message: error.message, remedy: error.remedy }} />;
  if (!isGoing(job)) return <p role="status">{t(`job.${state}`)}</p>;
  const label = progress?.label ?? t(`job.${state}`);
  return (
    <div class="job" role="status">
      <span>{label}</span>
      <progress aria-label={label} {...(progress?.total == null ? {} : { max: progress.total, value: progress.done })} />
      <button type="button" onClick={cancel}>
        {t('cancel')}
      </button>
    </div>
  );
}
