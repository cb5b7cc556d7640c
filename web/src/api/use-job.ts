import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Job, JobRequest } from '../../../src/contract/dashboard-jobs.js';
import { change, read, RequestFailed } from './client.js';
import { onEvent } from './events.js';

/** Whether a job may still change. */
export const isGoing = ({ state }: Pick<Job, 'state'>): boolean => state === 'queued' || state === 'running';

/** A job that this part of the page started, as it stands. */
export function useJob(onDone?: (job: Job) => void) {
  const [job, setJob] = useState<Job | null>(null);
  const [error, setError] = useState<RequestFailed | null>(null);
  const id = job?.id ?? null;

  const take = useCallback(
    (next: Job) => {
      setJob((before) => {
        if (next.state === 'done' && before?.state !== 'done') onDone?.(next);
        return next;
      });
    },
    [onDone],
  );
  useEffect(
    () =>
      onEvent((event) => {
        if (event.type === 'job' && event.job.id === id) take(event.job);
        if (event.type === 'afresh' && id !== null) read('job', `/jobs/${id}`).then(take, () => undefined);
      }),
    [id, take],
  );
  const refused = (problem: unknown): void => {
    if (!(problem instanceof RequestFailed)) throw problem;
    setError(problem);
  };
  return {
    job,
    error,
    start: (request: JobRequest): void => {
      setError(null);
      change('startJob', 'POST', '/jobs', request).then(take, refused);
    },
    cancel: (): void => {
      if (id !== null) change('cancelJob', 'DELETE', `/jobs/${id}`).then(take, refused);
    },
  };
}
