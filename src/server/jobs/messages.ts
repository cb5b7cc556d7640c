import type { JobProgress, JobRequest, JobResult } from '../../contract/dashboard-jobs.js';
import type { Language } from '../../report/language/catalogue.js';

/** What the worker of a job is started with. */
export interface WorkOrder {
  readonly job: JobRequest;
  readonly cwd: string;
  /** A settings file other than the usual. */
  readonly configFile: string | null;
  /** Of whoever asked; null where they did not say, so that the settings decide. */
  readonly language: Language | null;
}

/** What a worker tells its server, by messages between processes. */
export type WorkReport =
  | { readonly type: 'progress'; readonly progress: JobProgress }
  | { readonly type: 'done'; readonly result: JobResult }
  | {
      readonly type: 'failed';
      readonly error: {
        readonly code: string;
        readonly message: string;
        readonly remedy: string | null;
        readonly field: string | null;
      };
    };
