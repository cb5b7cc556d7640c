import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseRunConfiguration } from '../../contract/run-configuration.js';
import type { BacktestResultDocument } from '../../core/backtest-result/index.js';
import type { BarSeries } from '../../core/bars.js';
import { LlmTradingError } from '../../core/errors.js';
import { given } from '../../core/given.js';
import { hashBars } from '../../infra/store/bars/hash-bars.js';
import { knownHash } from '../../infra/store/bars/known-hash.js';
import { loadBars } from '../inputs/load-bars.js';
import { openBarStore } from '../runtime/user-data.js';
import type { Runtime } from '../runtime/runtime.js';
import { recordedReading } from './execution-document.js';

/** Larger files are not read for a picture: the text of a million bars takes seconds, the store's columns none. */
const MOST_FILE_BYTES = 32 * 1024 * 1024;

/**
 * The bars that a run was made on, by symbol: only those that are still there as they were, by the checksum that the run names. None
 * where anything of them cannot be read any more.
 * @param cwd folder that the names of the run are relative to
 */
export async function barsOfRun(
  result: BacktestResultDocument,
  cwd: string,
  runtime: Runtime,
): Promise<ReadonlyMap<string, BarSeries>> {
  const found = new Map<string, BarSeries>();
  try {
    const { data, reading } = parseRunConfiguration(result.configuration, 'the run');
    if (data.some((name) => isLarge(resolve(cwd, name)))) return found;
    const loaded = await loadBars({
      data,
      cwd,
      store: openBarStore(runtime.config),
      now: runtime.clock.now(),
      ...given({ reading: reading === undefined ? undefined : recordedReading(reading) }),
    });
    for (const { symbol, role, sha256, from, to } of result.data) {
      const bars = loaded.find((each) => each.bars.symbol === symbol)?.bars;
      if (role !== 'bars' || bars === undefined) continue;
      // `to` is the close of the last bar, which opens before.
      const used = bars.between(from, to);
      if ((knownHash(used) ?? hashBars(used)) === sha256) found.set(symbol, used);
    }
  } catch (error) {
    if (!(error instanceof LlmTradingError)) throw error;
  }
  return found;
}

const isLarge = (path: string): boolean => existsSync(path) && statSync(path).size > MOST_FILE_BYTES;
