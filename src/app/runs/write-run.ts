import { rmSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkedResult, summaryOf, type BacktestResultDocument } from '../../core/backtest-result/index.js';
import type { BarSeries } from '../../core/bars.js';
import { LlmTradingError, messageOf, UnavailableError } from '../../core/errors.js';
import type { Clock } from '../../core/ports/clock.js';
import { encodeBeside } from '../../infra/store/series/encode-beside.js';
import { renderBacktestReport } from '../../report/html/backtest.js';
import { voiceOf } from '../../report/html/voice.js';
import type { Language } from '../../report/language/catalogue.js';
import { csvParts } from './csv.js';
import { removeLeftovers, unfinishedName } from './leftovers.js';
import { RUN_FILES, type RunSummary } from './run-files.js';
import { runId } from './run-id.js';
import { runTables } from './run-tables.js';
import { storedResult } from './stored-result.js';
import { yieldToEvents } from '../runtime/system.js';
import { renamed, type Parts, writeDurable, syncFolder } from '../../infra/store/files/durable-file.js';
import { sha256Of } from '../../infra/store/files/sha256.js';

export interface WriteRunOptions {
  /** Folder of all runs; made where it is missing. */
  readonly root: string;
  readonly clock: Clock;
  /** Also as CSV, for a spreadsheet. Default false. */
  readonly csv?: boolean;
  /** Whether the equity curve and the closes are kept. Default true. */
  readonly series?: boolean;
  /** Ends the writing, and leaves nothing. */
  readonly signal?: AbortSignal;
  /** Bars of the symbols, for the candles of the report. */
  readonly bars?: readonly BarSeries[];
  /** Of the report; what programs read has none. Default English. */
  readonly language?: Language;
}

export interface WrittenRun {
  readonly id: string;
  readonly folder: string;
  readonly summary: RunSummary;
}

/**
 * Writes a run folder: result, tables, configuration, report. It appears whole or not at all: everything is written beside
 * it, brought to disk and then renamed. Nothing is left where that fails, is interrupted, or the process ends in the middle;
 * what a killed process left, the next run clears away.
 * @throws UnavailableError `run.write` with what the disk said; a ZodError where the document is not a result (a bug)
 */
export async function writeRun(document: BacktestResultDocument, options: WriteRunOptions): Promise<WrittenRun> {
  const { root, clock, signal } = options;
  const result = checkedResult(document);
  const now = clock.now();
  const wanted = runId(now, result);
  const unfinished = join(root, unfinishedName());
  await removeLeftovers(root, now);
  // A second Ctrl-C ends the process at once, with no time for anything that waits.
  const onExit = (): void => rmSync(unfinished, { recursive: true, force: true });
  process.on('exit', onExit);
  try {
    await mkdir(unfinished, { recursive: true });
    const sha256 = await writeFiles(unfinished, result, options);
    const contents = { created_at: now, result_sha256: sha256, summary: summaryOf(result) };
    for (let twin = 1; ; twin++) {
      const id = twin === 1 ? wanted : `${wanted}-${twin}`;
      const summary: RunSummary = { id, ...contents };
      await writeDurable(join(unfinished, RUN_FILES.summary), pretty(summary), { flag: 'w' });
      await syncFolder(unfinished);
      signal?.throwIfAborted();
      const folder = join(root, id);
      if (!(await renamed(unfinished, folder))) continue;
      await syncFolder(root);
      return { id, folder, summary };
    }
  } catch (error) {
    // What went wrong first is what counts, also where nothing can be removed.
    await rm(unfinished, { recursive: true, force: true }).catch(() => undefined);
    if (error instanceof LlmTradingError || signal?.aborted === true) throw error;
    throw new UnavailableError('run.write', `The run could not be written under ${root}: ${messageOf(error)}.`, {
      where: root,
      remedy: 'check that the disk has room and the folder may be written to',
      cause: error,
    });
  } finally {
    process.off('exit', onExit);
  }
}

/** Every file but the summary. @returns SHA-256 of `result.json` */
async function writeFiles(folder: string, result: BacktestResultDocument, options: WriteRunOptions): Promise<string> {
  const { csv = false, series = true, bars = [], language = 'en', signal } = options;
  const voice = await voiceOf(language);
  const write = async (name: string, parts: Parts): Promise<void> => {
    await writeDurable(join(folder, name), parts, { signal });
    // What is computed next holds up the loop: Ctrl-C is heard before it.
    await yieldToEvents();
    signal?.throwIfAborted();
  };
  const tables = runTables(result);
  const encoding = encodeBeside([
    { columns: tables.trades, kept: true },
    { columns: tables.equity, kept: series },
  ]);
  try {
    await write(RUN_FILES.report, [renderBacktestReport(result, bars, voice)]);
    const [trades, equity] = await encoding.tables;
    const text = JSON.stringify(storedResult(result, { trades: trades!.sha256, equity: equity!.sha256 }, series));
    await write(RUN_FILES.trades, trades!.parts);
    await write(RUN_FILES.result, [text]);
    if (series) await write(RUN_FILES.equity, equity!.parts);
    if (csv) await write(RUN_FILES.tradesCsv, csvParts(tables.trades));
    if (csv && series) await write(RUN_FILES.equityCsv, csvParts(tables.equity));
    const { strategy, configuration, data, code_version } = result;
    await write(RUN_FILES.config, pretty({ strategy, configuration, data, code_version }));
    return sha256Of(text);
  } finally {
    encoding.stop();
  }
}

const pretty = (value: unknown): string[] => [`${JSON.stringify(value, null, 2)}\n`];
