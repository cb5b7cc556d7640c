import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import {
  backtestResultSchema,
  documentOfSeries,
  type BacktestResultDocument,
} from '../../core/backtest-result/index.js';
import { InputError, messageOf } from '../../core/errors.js';
import { hashColumns } from '../../infra/store/series/hash-columns.js';
import { readColumns, type ReadColumns } from '../../infra/store/series/read-columns.js';
import { RUN_FILES, runSummarySchema, type RunSummary } from './run-files.js';
import { assertRunId, isRunId } from './run-id.js';
import { equityColumns, seriesOfTable, tradeColumns, tradesOf } from './run-tables.js';
import { storedResultSchema, type StoredResult } from './stored-result.js';
import { sha256Of } from '../../infra/store/files/sha256.js';

/** A run that was read back, checked against its schema and its own hashes. */
export interface StoredRun {
  readonly summary: RunSummary;
  /** Without series its times, equity and prices are empty. */
  readonly result: BacktestResultDocument;
  /** False where the run was written without its equity curve and closes. */
  readonly series: boolean;
  /** Whether `result.json` holds everything in itself, as it did at first. */
  readonly embedded: boolean;
}

/**
 * Reads a run of this version, whose series lie in files of their own, or of earlier ones, which held them in `result.json`.
 * @throws InputError `run.id`, `run.missing`, `run.broken` or `run.changed` that names the file
 */
export async function readRun(root: string, id: string): Promise<StoredRun> {
  const summary = await readRunSummary(root, id);
  const path = join(root, id, RUN_FILES.result);
  const text = await readText(path, id);
  const hash = sha256Of(text);
  if (hash !== summary.result_sha256) throw changed(path);
  const value = parseJson(path, text);
  if (typeof value !== 'object' || value === null || !('files' in value)) {
    return { summary, result: check(path, value, backtestResultSchema), series: true, embedded: true };
  }
  const stored = check(path, value, storedResultSchema);
  return { summary, ...(await withTables(join(root, id), id, stored)), embedded: false };
}

/** The result with what its files hold. */
async function withTables(
  folder: string,
  id: string,
  { files, ...rest }: StoredResult,
): Promise<Pick<StoredRun, 'result' | 'series'>> {
  const table = async <T>(file: string, read: (columns: ReadColumns) => T): Promise<T> => {
    const path = join(folder, file);
    try {
      await access(path);
      return read(await readColumns(path));
    } catch (error) {
      throw unreadable(path, id, error);
    }
  };
  const { trades: tradesFile, equity: equityFile } = files;
  const trades =
    tradesFile.file === null ? [] : await table(tradesFile.file, (columns) => tradesOf(columns, tradesFile.rows));
  if (hashColumns(tradeColumns(trades)) !== tradesFile.sha256)
    throw changed(join(folder, tradesFile.file ?? RUN_FILES.result));
  const none = { times: [], equity: [], prices: [] };
  if (equityFile.file === null) return { result: { ...rest, trades, ...none }, series: false };
  const series = await table(equityFile.file, (columns) => seriesOfTable(columns, rest.symbols));
  if (hashColumns(equityColumns(series)) !== equityFile.sha256) throw changed(join(folder, equityFile.file));
  return { result: documentOfSeries({ ...rest, trades }, series), series: true };
}

const changed = (path: string): InputError =>
  new InputError('run.changed', `${path} is not what the run wrote: its hash is another.`, {
    where: path,
    remedy: 'run the backtest again',
  });

/** @throws as `readRun` */
export async function readRunSummary(root: string, id: string): Promise<RunSummary> {
  assertRunId(id);
  const path = join(root, id, RUN_FILES.summary);
  // A folder that was copied goes by the name that it has now.
  return { ...parse(path, await readText(path, id), runSummarySchema), id };
}

export interface RunList {
  /** Oldest first. */
  readonly runs: readonly RunSummary[];
  /** Folders that have a run's name but cannot be read, and why. */
  readonly broken: readonly { readonly id: string; readonly reason: string }[];
}

/** All runs of a folder; none where the folder is missing. Runs that are still being written are not seen. */
export async function listRuns(root: string): Promise<RunList> {
  const runs: RunSummary[] = [];
  const broken: { id: string; reason: string }[] = [];
  for (const id of await runNames(root)) {
    try {
      runs.push(await readRunSummary(root, id));
    } catch (error) {
      const missing = error instanceof InputError && error.code === 'run.missing';
      broken.push({ id, reason: missing ? `${RUN_FILES.summary} is not there` : messageOf(error) });
    }
  }
  return { runs, broken };
}

async function runNames(root: string): Promise<string[]> {
  try {
    const entries = await readdir(root, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && isRunId(entry.name))
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function readText(path: string, id: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw unreadable(path, id, error);
  }
}

function unreadable(path: string, id: string, error: unknown): InputError {
  const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  return new InputError(
    missing ? 'run.missing' : 'run.broken',
    missing ? `There is no run ${id}: ${path} is not there.` : `${path} cannot be read: ${messageOf(error)}.`,
    { where: path, remedy: 'take an id from the list of runs', cause: error },
  );
}

const parse = <T>(path: string, text: string, schema: z.ZodType<T>): T => check(path, parseJson(path, text), schema);

const damaged = (path: string, what: string, cause: unknown): InputError =>
  new InputError('run.broken', `${path} is damaged: ${what}.`, {
    where: path,
    remedy: 'run the backtest again',
    cause,
  });

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw damaged(path, messageOf(error), error);
  }
}

function check<T>(path: string, value: unknown, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw damaged(path, `${issue.path.join('.')}: ${issue.message}`, parsed.error);
}
