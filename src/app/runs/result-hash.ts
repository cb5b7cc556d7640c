import { createHash } from 'node:crypto';
import type { BacktestResultDocument } from '../../core/backtest-result/index.js';
import { hashColumns } from '../../infra/store/series/hash-columns.js';
import { jsonParts } from './json-parts.js';
import type { StoredRun } from './read-run.js';
import { runTables } from './run-tables.js';
import { storedResult } from './stored-result.js';

/** SHA-256 that a result's `result.json` would have, written as that of a run that is there. */
export function resultHash(result: BacktestResultDocument, like: Pick<StoredRun, 'series' | 'embedded'>): string {
  const parts = like.embedded ? jsonParts(result) : [storedText(result, like.series)];
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

function storedText(result: BacktestResultDocument, withSeries: boolean): string {
  const { trades, equity } = runTables(result);
  const sha256 = { trades: hashColumns(trades), equity: hashColumns(equity) };
  return JSON.stringify(storedResult(result, sha256, withSeries));
}
