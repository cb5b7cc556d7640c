import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { backtestResultSchema, summaryOf, type BacktestResultDocument } from '../../core/backtest-result/index.js';
import type { BarSeries } from '../../core/bars.js';
import { LlmTradingError, messageOf, UnavailableError } from '../../core/errors.js';
import type { Clock } from '../../core/ports/clock.js';
import { renderBacktestReport } from '../../report/html/index.js';
import { renamed, syncFolder, writeFile } from './durable-files.js';
import { jsonParts } from './json-parts.js';
import { removeLeftovers, unfinishedName } from './leftovers.js';
import { RUN_FILES, type RunSummary } from './run-files.js';
import { runId } from './run-id.js';
import { equityColumns, tradeColumns } from './run-tables.js';
import { csvParts, parquetBytes, type Column } from './table.js';

export interface WriteRunOptions {
  /** Folder of all runs; made where it is missing. */
  readonly root: string;
  readonly clock: Clock;
  /** Bars of the symbols, for the candles of the report. */
  readonly bars?: readonly BarSeries[];
}

export interface WrittenRun {
  readonly id: string;
  readonly folder: string;
  readonly summary: RunSummary;
}

/**
 * Writes a run folder: result, tables, configuration, report. It appears whole or not at all: everything is written beside
 * it, brought to disk and then renamed. Nothing is left where that fails; what a killed process left, the next run clears away.
 * @throws UnavailableError `run.write` with what the disk said; a ZodError where the document is none (a bug)
 */
export async function writeRun(document: BacktestResultDocument, options: WriteRunOptions): Promise<WrittenRun> {
  const { root, clock, bars = [] } = options;
  const result = backtestResultSchema.parse(document);
  const now = clock.now();
  const wanted = runId(now, result);
  const unfinished = join(root, unfinishedName());
  await removeLeftovers(root, now);
  try {
    await mkdir(unfinished, { recursive: true });
    const hash = createHash('sha256');
    await writeFile(join(unfinished, RUN_FILES.result), hashed(jsonParts(result), hash));
    await writeTable(unfinished, RUN_FILES.trades, tradeColumns(result.trades));
    await writeTable(unfinished, RUN_FILES.equity, equityColumns(result));
    await writeFile(join(unfinished, RUN_FILES.report), [renderBacktestReport(result, bars)]);
    const { strategy, configuration, data, code_version } = result;
    await writeFile(join(unfinished, RUN_FILES.config), pretty({ strategy, configuration, data, code_version }));
    const contents = { created_at: now, result_sha256: hash.digest('hex'), summary: summaryOf(result) };
    for (let twin = 1; ; twin++) {
      const id = twin === 1 ? wanted : `${wanted}-${twin}`;
      const summary: RunSummary = { id, ...contents };
      await writeFile(join(unfinished, RUN_FILES.summary), pretty(summary), 'w');
      await syncFolder(unfinished);
      const folder = join(root, id);
      if (!(await renamed(unfinished, folder))) continue;
      await syncFolder(root);
      return { id, folder, summary };
    }
  } catch (error) {
    // What went wrong first is what counts, also where nothing can be removed.
    await rm(unfinished, { recursive: true, force: true }).catch(() => undefined);
    if (error instanceof LlmTradingError) throw error;
    throw new UnavailableError('run.write', `The run could not be written under ${root}: ${messageOf(error)}.`, {
      where: root,
      remedy: 'check that the disk has room and the folder may be written to',
      cause: error,
    });
  }
}

async function writeTable(folder: string, name: string, columns: readonly Column[]): Promise<void> {
  await writeFile(join(folder, `${name}.csv`), csvParts(columns));
  await writeFile(join(folder, `${name}.parquet`), [parquetBytes(columns)]);
}

function* hashed(parts: Iterable<string>, hash: ReturnType<typeof createHash>): Generator<string> {
  for (const part of parts) {
    hash.update(part);
    yield part;
  }
}

const pretty = (value: unknown): string[] => [`${JSON.stringify(value, null, 2)}\n`];
