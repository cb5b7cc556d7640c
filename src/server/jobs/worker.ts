import { createRuntime } from '../../app/runtime/runtime.js';
import type { FlagValue } from '../../app/config/index.js';
import { languageOf } from '../../app/config/language.js';
import type { JobRequest } from '../../contract/dashboard-jobs.js';
import { LlmTradingError, messageOf } from '../../core/errors.js';
import { fieldOf } from '../field-of-error.js';
import { JOB_KINDS, type Work } from './kinds.js';
import type { WorkOrder, WorkReport } from './messages.js';

/** The process of one job: it is told what to do by its first message, says how far it is, and ends. */
const tell = (report: WorkReport): Promise<void> =>
  new Promise((resolve) => {
    if (process.send === undefined) resolve();
    else process.send(report, () => resolve());
  });

const stopped = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stopped.abort(new Error('interrupted')));
// Without its server nobody waits for what it does.
process.on('disconnect', () => stopped.abort(new Error('the server is gone')));
process.once('message', (order: WorkOrder) => void work(order));

/** Settings that a request names, as options would. */
function settingsOfRequest({ request }: JobRequest): Record<string, FlagValue | undefined> {
  const { model, prompt, base_asset } = request as Partial<Record<'model' | 'prompt' | 'base_asset', string>>;
  const flag = (name: string, value: string | undefined): FlagValue | undefined => value === undefined ? undefined : { name, value }; // prettier-ignore
  return { 'llm.model': flag('model', model), 'llm.prompt': flag('prompt', prompt), baseAsset: flag('base_asset', base_asset) }; // prettier-ignore
}

async function work({ job, cwd, configFile, language: asked }: WorkOrder): Promise<void> {
  const { signal } = stopped;
  try {
    const runtime = createRuntime({ cwd, flags: settingsOfRequest(job), configFile: configFile ?? undefined });
    const language = asked ?? languageOf(runtime.config.language, process.env);
    let lastAt = 0;
    const told: Work['tell'] = (progress) => {
      const now = runtime.clock.now();
      if (now - lastAt < 200 && progress.done !== progress.total) return;
      lastAt = now;
      void tell({ type: 'progress', progress });
    };
    const run = JOB_KINDS[job.kind] as (request: JobRequest['request'], work: Work) => ReturnType<typeof JOB_KINDS.cycle>; // prettier-ignore
    const result = await run(job.request, { runtime, cwd, configFile, signal, tell: told, language });
    await tell({ type: 'done', result });
  } catch (error) {
    const typed = error instanceof LlmTradingError;
    const { code, remedy = null } = typed ? error : { code: 'job.failed' };
    await tell({
      type: 'failed',
      error: { code, message: messageOf(error), remedy, field: typed ? fieldOf(error) : null },
    });
  }
  process.exit(0);
}
