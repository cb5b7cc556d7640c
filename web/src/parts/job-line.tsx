import { useWords } from '../language/use-language.js';
import { Failure } from './states.js';
import type { JobControl } from './use-job.js';

/** That it is done, the page shows by what came of it. */
const CLASSES = {
  queued: 'notice',
  running: 'notice',
  done: 'hidden',
  failed: 'failure',
  cancelled: 'notice',
} as const;

/** How far a job is, with a way to cancel it; or why it failed. */
export function JobLine({ control }: { readonly control: JobControl }) {
  const { t, said } = useWords();
  const { job, error, isBusy, cancel } = control;
  if (error !== null) return <Failure error={error} />;
  if (job === null) return null;
  if (!isBusy)
    return (
      <div class={CLASSES[job.state]} role="status">
        <p>{t(`job.${job.state}`)}</p>
        {job.error !== null && (
          <p>
            {said(job.error.message)} {said(job.error.remedy ?? '')}
          </p>
        )}
      </div>
    );
  const label = job.state === 'queued' ? t('job.queued') : t('job.running', { label: job.progress?.label ?? '…' });
  const total = job.progress?.total ?? null;
  return (
    <div class="notice job" role="status">
      <p>{label}</p>
      {total === null ? (
        <progress aria-label={label} />
      ) : (
        <progress aria-label={label} value={job.progress?.done ?? 0} max={total} />
      )}
      <button onClick={cancel}>{t('cancel')}</button>
    </div>
  );
}
