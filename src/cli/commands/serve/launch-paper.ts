import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PaperSessionStart } from '../../../contract/dashboard-sessions.js';
import { parseRunConfiguration } from '../../../contract/run-configuration.js';
import { readRun } from '../../../app/runs/read-run.js';
import { storedRunsFolder } from '../../../app/runs/run-page.js';
import type { Runtime } from '../../../app/runtime/runtime.js';
import { UnavailableError } from '../../../core/errors.js';

const PROGRAM = fileURLToPath(new URL('../../main.js', import.meta.url));

/**
 * Starts `llm-trading paper` as a user would type it, in a process that goes on when the server ends.
 * @param env settings of it beside the environment of this process
 */
export const launchPaper =
  (runtime: Runtime, cwd: string, configFile: string | undefined, env: Readonly<Record<string, string>>) =>
  async (start: PaperSessionStart): Promise<number> => {
    const config = configFile === undefined ? [] : ['--config', configFile];
    const typed = ['paper', '--session', start.name, ...(await argumentsOf(start, runtime)), ...config];
    const child = spawn(process.execPath, [PROGRAM, ...typed], {
      cwd,
      detached: true,
      stdio: 'ignore',
      env: { ...process.env, ...env },
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (cause) => reject(new UnavailableError('session.start', 'The session could not be started.', { cause }))); // prettier-ignore
    });
    child.unref();
    return child.pid!;
  };

/** @throws InputError where there is no such run */
async function argumentsOf(start: PaperSessionStart, { config }: Runtime): Promise<string[]> {
  const speed = start.speed === undefined ? [] : ['--speed', String(start.speed)];
  if (start.from === 'demo') return ['--demo', ...speed];
  const { result } = await readRun(storedRunsFolder(config.userDataDir), start.run);
  const run = parseRunConfiguration(result.configuration, `run ${start.run}`);
  const { taker_fee, maker_fee, slippage_bps, instrument, leverage, initial_equity, max_drawdown } = run.execution;
  const flags: Readonly<Record<string, string | number | undefined>> = {
    '--strategy': run.strategy,
    '--initial-equity': initial_equity,
    '--maker-fee': maker_fee,
    '--taker-fee': taker_fee,
    '--slippage-bps': slippage_bps,
    '--instrument': instrument,
    '--leverage': leverage,
    '--max-drawdown': max_drawdown,
    '--model': run.regime?.model,
    '--max-daily-loss': start.max_daily_loss,
    '--max-entries-per-day': start.max_entries_per_day,
  };
  const given = Object.entries(flags).flatMap(([flag, value]) => (value === undefined ? [] : [flag, String(value)]));
  const params = Object.entries(run.params).flatMap(([name, value]) => ['--param', `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`]); // prettier-ignore
  const bars =
    start.live === true
      ? result.symbols.slice(0, 1).flatMap((symbol) => ['--symbol', symbol])
      : [
          ...run.data.flatMap((each) => ['--data', each]),
          ...run.funding.flatMap((each) => ['--funding', each]),
          ...['--from', run.from, '--to', run.to],
        ];
  return [...given, ...params, ...bars, ...speed];
}
