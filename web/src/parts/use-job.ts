import { useEffect, useState } from 'preact/hooks';
import type { Job, JobRequest } from '../../../src/contract/dashboard-jobs.js';
import { change, read, RequestFailed } from '../api/client.js';
import { onEvent } from '../api/events.js';

export interface JobControl {
  readonly job: Job | null;
  readonly error: RequestFailed | null;
  readonly isBusy: boolean;
  readonly start: (request: JobRequest) => void;
  readonly cancel: () => void;
}

/**
 * One job that the page has started, kept up to date by events; after events were missed it is asked for.
 * @param resume a job of this kind that is under way already is followed, too: the reader may have been elsewhere meanwhile
 */
export function useJob(onDone: (job: Job) => void = () => undefined, resume: Job['kind'] | null = null): JobControl {
  const [job, setJob] = useState<Job | null>(null);
  const [error, setError] = useState<RequestFailed | null>(null);
  const fail = (thrown: unknown): void => {
    if (thrown instanceof RequestFailed) setError(thrown);
  };
  const id = job?.id ?? null;
  useEffect(() => {
    if (id === null) return undefined;
    const take = (next: Job): void => {
      setJob(next);
      if (next.state === 'done') onDone(next);
    };
    const ask = (): void => void read('job', `/jobs/${id}`).then(take).catch(fail);
    ask();
    return onEvent((event) => {
      if (event.type === 'job' && event.job.id === id) take(event.job);
      if (event.type === 'afresh') ask();
    });
  }, [id]);
  useEffect(() => {
    if (resume === null) return;
    read('jobs', '/jobs')
      .then(({ jobs }) => {
        const found = jobs.find(({ kind, state }) => kind === resume && (state === 'queued' || state === 'running'));
        if (found !== undefined) setJob((before) => before ?? found);
      })
      .catch(fail);
  }, [resume]);
  return {
    job,
    error,
    isBusy: job?.state === 'queued' || job?.state === 'running',
    start(request) {
      setError(null);
      change('startJob', 'POST', '/jobs', request).then(setJob).catch(fail);
    },
    cancel() {
      if (id !== null) change('cancelJob', 'DELETE', `/jobs/${id}`).then(setJob).catch(fail);
    },
  };
}
