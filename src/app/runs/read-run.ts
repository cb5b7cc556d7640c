import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { backtestResultSchema, type BacktestResultDocument } from '../../core/backtest-result/index.js';
import { InputError, messageOf } from '../../core/errors.js';
import { RUN_FILES, runSummarySchema, type RunSummary } from './run-files.js';
import { assertRunId, isRunId } from './run-id.js';

/** A run that was read back, checked against its schema and its own hash. */
export interface StoredRun {
  readonly summary: RunSummary;
  readonly result: BacktestResultDocument;
}

/** @throws InputError `run.id`, `run.missing`, `run.broken` or `run.changed` that names the file */
export async function readRun(root: string, id: string): Promise<StoredRun> {
  const summary = await readRunSummary(root, id);
  const path = join(root, id, RUN_FILES.result);
  const text = await readText(path, id);
  const hash = createHash('sha256').update(text).digest('hex');
  if (hash !== summary.result_sha256) {
    throw new InputError('run.changed', `${path} is not what the run wrote: its hash is another.`, {
      where: path,
      remedy: 'run the backtest again',
    });
  }
  return { summary, result: parse(path, text, backtestResultSchema) };
}

/** @throws as `readRun` */
export async function readRunSummary(root: string, id: string): Promise<RunSummary> {
  assertRunId(id);
  const path = join(root, id, RUN_FILES.summary);
  return parse(path, await readText(path, id), runSummarySchema);
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
      broken.push({ id, reason: messageOf(error) });
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
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new InputError(
      missing ? 'run.missing' : 'run.broken',
      missing ? `There is no run ${id}: ${path} is not there.` : `${path} cannot be read: ${messageOf(error)}.`,
      { where: path, remedy: 'take an id from the list of runs', cause: error },
    );
  }
}

function parse<T>(path: string, text: string, schema: z.ZodType<T>): T {
  const broken = (what: string, cause: unknown): InputError =>
    new InputError('run.broken', `${path} is damaged: ${what}.`, {
      where: path,
      remedy: 'run the backtest again',
      cause,
    });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw broken(messageOf(error), error);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw broken(`${issue.path.join('.')}: ${issue.message}`, parsed.error);
}
