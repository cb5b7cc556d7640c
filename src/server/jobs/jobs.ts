import { fork, type ChildProcess } from 'node:child_process';
import { z } from 'zod';
import { readState, writeState } from '../../app/runtime/state-file.js';
import type { Runtime } from '../../app/runtime/runtime.js';
import { jobSchema, type Job, type JobRequest } from '../../contract/dashboard-jobs.js';
import { timedId } from '../../core/canonical-json.js';
import { isoTime } from '../../core/time.js';
import type { Language } from '../../report/language/catalogue.js';
import { ApiFailure } from '../api-failure.js';
import type { EventHub } from '../events/event-hub.js';
import type { WorkOrder, WorkReport } from './messages.js';

/** Jobs that run at once; the rest wait. */
export const AT_ONCE = 2;
/** Jobs that are remembered, and that may wait. */
const KEPT = 200;
const MOST_WAITING = 20;
const STATE = 'jobs';

export interface JobsOptions {
  readonly runtime: Runtime;
  readonly hub: EventHub;
  readonly cwd: string;
  readonly configFile: string | null;
  /** Settings of the processes beside the environment of this one. */
  readonly env: Readonly<Record<string, string>>;
}

/** Jobs, each in a process of its own, so that none of them keeps the server from answering. */
export class Jobs {
  private readonly jobs = new Map<string, Job>();
  private readonly children = new Map<string, ChildProcess>();
  /** Languages of those who asked, where they said one. */
  private readonly languages = new Map<string, Language>();
  private saving = Promise.resolve();
  private count = 0;
  private isClosed = false;

  private constructor(private readonly options: JobsOptions) {}

  /** With the jobs of earlier starts; those that were under way are lost, and say so. */
  static async open(options: JobsOptions): Promise<Jobs> {
    const jobs = new Jobs(options);
    const found = z.array(jobSchema).safeParse(await readState(options.runtime.config.userDataDir, STATE));
    const ended_at = options.runtime.clock.now();
    const error = { code: 'job.lost', message: 'The server ended while this job was under way.', remedy: 'start it again' }; // prettier-ignore
    for (const job of found.data ?? []) {
      const isOver = job.state !== 'queued' && job.state !== 'running';
      jobs.jobs.set(job.id, isOver ? job : { ...job, state: 'failed', progress: null, error, ended_at });
    }
    return jobs;
  }

  /** The newest first. */
  list(): Job[] {
    return [...this.jobs.values()].reverse();
  }

  get(id: string): Job {
    const job = this.jobs.get(id);
    if (job === undefined) throw new ApiFailure(404, 'job.unknown', 'There is no such job.', 'take an id from the list of jobs'); // prettier-ignore
    return job;
  }

  /** @param language of what the job writes for a person; null: that of the settings */
  start({ kind, request }: JobRequest, language: Language | null = null): Job {
    if (this.inState('queued').length >= MOST_WAITING) {
      throw new ApiFailure(503, 'job.queue', `${MOST_WAITING} jobs are waiting already.`, 'wait for one to end, or cancel one'); // prettier-ignore
    }
    const created_at = this.options.runtime.clock.now();
    const id = timedId(isoTime(created_at), (++this.count).toString(16).padStart(8, '0'));
    const job: Job = {
      ...{ id, kind, request: request as never, state: 'queued' },
      ...{ progress: null, result: null, error: null, created_at, started_at: null, ended_at: null },
    };
    this.jobs.set(id, job);
    if (language !== null) this.languages.set(id, language);
    for (const old of this.jobs.keys()) {
      if (this.jobs.size <= KEPT) break;
      if (!this.children.has(old) && this.jobs.get(old)!.state !== 'queued') this.jobs.delete(old);
    }
    this.change(job);
    this.next();
    return this.get(id);
  }

  cancel(id: string): Job {
    const job = this.get(id);
    if (job.state !== 'queued' && job.state !== 'running') return job;
    this.end(job, { state: 'cancelled' });
    this.children.get(id)?.kill('SIGTERM');
    return this.get(id);
  }

  /** Ends what runs; what it was is told at the next start. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const child of this.children.values()) child.kill('SIGTERM');
    await this.saving;
  }

  private inState(state: Job['state']): Job[] {
    return [...this.jobs.values()].filter((job) => job.state === state);
  }

  private next(): void {
    while (!this.isClosed && this.children.size < AT_ONCE) {
      const [job] = this.inState('queued');
      if (job === undefined) return;
      this.run(job);
    }
  }

  private run(job: Job): void {
    const { cwd, configFile, runtime, env } = this.options;
    // What a job logs goes where the log of the server goes.
    const child = fork(new URL('./worker.js', import.meta.url), {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    this.children.set(job.id, child);
    this.change({ ...job, state: 'running', started_at: runtime.clock.now() });
    const language = this.languages.get(job.id) ?? null;
    child.send({ job: { kind: job.kind, request: job.request } as JobRequest, cwd, configFile, language } satisfies WorkOrder); // prettier-ignore
    child.on('message', (report: WorkReport) => {
      const now = this.jobs.get(job.id);
      if (now?.state !== 'running') return;
      if (report.type === 'progress') this.tell({ ...now, progress: report.progress });
      else if (report.type === 'done') this.end(now, { state: 'done', result: report.result });
      else this.end(now, { state: 'failed', error: report.error });
    });
    const gone = (): void => {
      this.children.delete(job.id);
      this.languages.delete(job.id);
      const now = this.jobs.get(job.id);
      const error = { code: 'job.died', message: 'The process of this job ended before it was done.', remedy: 'start it again' }; // prettier-ignore
      // Of a server that ends, the next start says what was lost.
      if (now?.state === 'running' && !this.isClosed) this.end(now, { state: 'failed', error });
      this.next();
    };
    child.once('exit', gone);
    child.once('error', gone);
  }

  private end(job: Job, how: Partial<Job>): void {
    this.change({ ...job, ...how, ended_at: this.options.runtime.clock.now() });
  }

  private change(job: Job): void {
    this.tell(job);
    const { runtime } = this.options;
    const jobs = [...this.jobs.values()];
    this.saving = this.saving
      .then(() => writeState(runtime.config.userDataDir, STATE, jobs))
      .catch((error: unknown) => runtime.log.warn('server.jobs-not-kept', { error }));
  }

  private tell(job: Job): void {
    this.jobs.set(job.id, job);
    this.options.hub.tell({ type: 'job', job });
  }
}
