import { InputError } from '../../core/errors.js';
import type { BacktestSummary } from '../../core/backtest-result/index.js';
import { isoTime } from '../../core/time.js';
import { timedId } from '../../core/canonical-json.js';
import { canonicalSha256 } from '../../infra/store/files/sha256.js';

/** `20250131-130501-042-1a2b3c4d`, with `-2`, `-3` … for another run of the same millisecond. */
const RUN_ID = /^\d{8}-\d{6}-\d{3}-[0-9a-f]{8}(-[1-9]\d{0,3})?$/;

/** Whether a name is one that runs get: the check that keeps a path out of where a run is asked for. */
export const isRunId = (name: string): boolean => RUN_ID.test(name);

/** When a run was made, by its id, UTC ms. */
export function madeAt(id: string): number {
  const [, year, month, day, hour, minute, second, ms] =
    /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-(\d{3})/.exec(id)?.map(Number) ?? [];
  return Date.UTC(year!, month! - 1, day, hour, minute, second, ms);
}

/** @throws InputError `run.id` */
export function assertRunId(name: string): void {
  if (isRunId(name)) return;
  throw new InputError('run.id', `"${name}" is not a run: ids look like 20250131-130501-042-1a2b3c4d.`, {
    where: 'run id',
    remedy: 'take one from the list of runs',
  });
}

/** SHA-256 of what decides a run's outcome: strategy, configuration and the content of its data. */
export function inputHash({ strategy, configuration, data }: BacktestSummary): string {
  const inputs = data.map(({ symbol, role, sha256 }) => ({ symbol, role, sha256 }));
  return canonicalSha256({ strategy, configuration, data: inputs });
}

/** @param now UTC ms */
export const runId = (now: number, summary: BacktestSummary): string => timedId(isoTime(now), inputHash(summary));
