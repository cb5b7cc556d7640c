import { ThreadsPoolWorker } from 'vitest/node';
import type { PoolOptions, PoolWorker, TestProject, WorkerRequest } from 'vitest/node';

/** Runs after which the thread is made anew: each leaves a listener behind in it. */
const RUNS_PER_THREAD = 100;

let thread: ThreadsPoolWorker | undefined;
let runs = 0;

/**
 * A worker of Vitest that keeps its thread, with all modules loaded, from one run to the next. Stryker starts one run for each mutant, and
 * starting a thread takes far longer than the few tests of most mutants. Only for tests that leave nothing behind in loaded modules.
 */
export class KeptThread implements PoolWorker {
  readonly name = 'threads';
  private readonly listeners: { readonly event: string; readonly callback: (message: unknown) => void }[] = [];

  constructor(private readonly options: PoolOptions) {}

  /** Takes the kept thread, or starts one. */
  async start(): Promise<void> {
    if (runs >= RUNS_PER_THREAD) await dropThread();
    runs += 1;
    if (thread !== undefined) return;
    thread = new ThreadsPoolWorker(this.options);
    await thread.start();
  }

  on(event: string, callback: (message: unknown) => void): void {
    this.listeners.push({ event, callback });
    thread?.on(event, callback);
  }

  off(event: string, callback: (message: unknown) => void): void {
    thread?.off(event, callback);
  }

  /** Passes a message on to the thread, except the one that would end its work, which is answered here. */
  send(message: WorkerRequest): void {
    if ('type' in message && message.type === 'stop') {
      const answer = { type: 'stopped', __vitest_worker_response__: true };
      for (const { event, callback } of this.listeners) if (event === 'message') callback(answer);
    } else thread?.send(message);
  }

  deserialize(data: unknown): unknown {
    return data;
  }

  /** Leaves the thread to the next run. */
  async stop(): Promise<void> {
    for (const { event, callback } of this.listeners) thread?.off(event, callback);
    await Promise.resolve();
  }
}

async function dropThread(): Promise<void> {
  await thread?.stop();
  thread = undefined;
  runs = 0;
}

/** Plugin: the project's tests run in the kept thread, whatever pool the command line asks for. */
export function keptThread(): { name: string; configureVitest: (context: { project: TestProject }) => void } {
  return {
    name: 'kept-thread',
    configureVitest: ({ project }) => {
      project.config.pool = 'kept-thread';
      project.config.poolRunner = { name: 'kept-thread', createPoolWorker: (options) => new KeptThread(options) };
    },
  };
}
