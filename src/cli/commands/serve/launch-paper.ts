import { spawn } from 'node:child_process';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PaperSessionStart } from '../../../contract/dashboard-sessions.js';
import { runForSession } from '../../../app/live/session-of-run.js';
import { sessionNames } from '../../../app/live/session-folder.js';
import { readRun } from '../../../app/runs/read-run.js';
import { storedRunsFolder } from '../../../app/runs/run-page.js';
import type { Runtime } from '../../../app/runtime/runtime.js';
import { InputError, RefusedError, UnavailableError, type LlmTradingError } from '../../../core/errors.js';
import { SECOND } from '../../../core/time.js';
import { EXIT } from '../../exit-code.js';

const PROGRAM = fileURLToPath(new URL('../../main.js', import.meta.url));
/** How long a page waits for the first word of a session; one on live prices may fetch its history for longer. */
const PATIENCE_MS = 20 * SECOND;
const LOOK_MS = 100;

/**
 * Starts `llm-trading paper` as a user would type it, in a process that goes on when the server ends.
 * @param env settings of it beside the environment of this process
 */
export const launchPaper =
  (runtime: Runtime, cwd: string, configFile: string | undefined, env: Readonly<Record<string, string>>) =>
  async (start: PaperSessionStart): Promise<number> => {
    const { userDataDir } = runtime.config;
    const config = configFile === undefined ? [] : ['--config', configFile];
    const typed = ['paper', '--session', start.name, ...(await argumentsOf(start, userDataDir)), ...config];
    const folder = join(userDataDir, 'state', 'sessions');
    await mkdir(folder, { recursive: true });
    const said = join(folder, `${start.name}.log`);
    const log = await open(said, 'w');
    try {
      const child = spawn(process.execPath, [PROGRAM, ...typed], { cwd, detached: true, stdio: ['ignore', 'ignore', log.fd], env: { ...process.env, ...env } }); // prettier-ignore
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
      await new Promise<void>((resolve, reject) => {
        child.once('spawn', resolve);
        child.once('error', (cause) => reject(new UnavailableError('session.start', 'The session could not be started.', { cause }))); // prettier-ignore
      });
      child.unref();
      const code = await Promise.race([ended, begun(start.name, userDataDir, runtime)]);
      if (code !== null && code !== EXIT.done) throw notStarted(code, await readFile(said, 'utf8'));
      return child.pid!;
    } finally {
      await log.close();
    }
  };

/** Resolves to null when the session has a folder of its own, or nobody wants to wait any longer. */
async function begun(name: string, userDataDir: string, { clock }: Runtime): Promise<null> {
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
    if ((await sessionNames(userDataDir)).includes(name)) return null;
    await clock.sleep(LOOK_MS);
  }
  return null;
}

/** What the process said last, as an error of the kind that its exit code tells. */
function notStarted(code: number, said: string): LlmTradingError {
  // An error is the last that a command says, over several lines; its mark is plain where the locale knows no other.
  const mark = [...said.matchAll(/^[✖x] /gm)].at(-1);
  const sentence = said
    .slice(mark === undefined ? 0 : mark.index + mark[0].length)
    .replace(/\s+/g, ' ')
    .trim();
  const why = sentence === '' ? `its process ended with ${code}.` : sentence;
  const message = `The session did not start: ${why}`;
  if (code === EXIT.refused) return new RefusedError('session.start', message);
  return code === EXIT.input ? new InputError('session.start', message) : new UnavailableError('session.start', message); // prettier-ignore
}

/** @throws InputError where there is no such run */
async function argumentsOf(start: PaperSessionStart, userDataDir: string): Promise<string[]> {
  const speed = start.speed === undefined ? [] : ['--speed', String(start.speed)];
  if (start.from === 'demo') return ['--demo', ...speed];
  const { result } = await readRun(storedRunsFolder(userDataDir), start.run);
  const { symbols } = runForSession(start.run, result);
  const limits = { '--max-daily-loss': start.max_daily_loss, '--max-entries-per-day': start.max_entries_per_day };
  return [
    ...['--run', start.run, ...speed],
    ...(start.live === true ? symbols.flatMap((symbol) => ['--symbol', symbol]) : []),
    ...Object.entries(limits).flatMap(([flag, value]) => (value === undefined ? [] : [flag, String(value)])),
  ];
}
