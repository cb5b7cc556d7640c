import { InputError } from '../../core/errors.js';
import type { BacktestResultDocument } from '../../core/backtest-result/index.js';
import { letterOf } from '../../report/shared/comparison.js';
import { listRuns, readRun, type StoredRun } from '../runs/read-run.js';
import { differencesOf, type Difference } from './differences.js';
import { findRun } from './find-run.js';

/** As many as a report can tell apart. */
const MOST_RUNS = 8;

/** One run as it is compared. */
export interface ComparedRun {
  readonly id: string;
  /** UTC ms. */
  readonly created_at: number;
  readonly strategy: string;
  readonly symbols: readonly string[];
  readonly interval_ms: number;
  readonly start_time: number;
  readonly end_time: number;
  readonly initial_equity: number;
  readonly final_equity: number;
  readonly trade_count: number;
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly costs: BacktestResultDocument['costs'];
  readonly warnings: readonly string[];
}

/** The document of `compare`. */
export interface Comparison {
  readonly runs: readonly ComparedRun[];
  /** Statistics of buying and holding; null where the runs do not share market, time and costs, so that there is no one. */
  readonly buy_and_hold: Readonly<Record<string, number | null>> | null;
  readonly differences: readonly Difference[];
  /** What makes a comparison unfair, one sentence each. */
  readonly notes: readonly string[];
}

/** The comparison, and the whole results for charts. */
export interface ComparedRuns {
  readonly comparison: Comparison;
  readonly results: readonly BacktestResultDocument[];
}

/**
 * Reads runs and sets them side by side, in the order in which they are named.
 * @param root folder of all runs
 * @throws InputError for an unknown or damaged run, and for fewer than two or more than eight
 */
export async function compareRuns(root: string, wanted: readonly string[]): Promise<ComparedRuns> {
  if (wanted.length < 2 || wanted.length > MOST_RUNS) {
    throw new InputError('compare.count', `Name two to ${MOST_RUNS} runs to compare, not ${wanted.length}.`, {
      where: 'RUN_ID',
    });
  }
  const { runs, broken } = await listRuns(root);
  // A damaged one is named by what is wrong with it, when it is read.
  const ids = [...runs.map(({ id }) => id), ...broken.map(({ id }) => id)].sort();
  const chosen = wanted.map((each) => findRun(each, ids));
  const twice = chosen.find((id, i) => chosen.indexOf(id) !== i);
  if (twice !== undefined) {
    throw new InputError('compare.twice', `${twice} is named twice: name each run once.`, { where: 'RUN_ID' });
  }
  const read = await Promise.all(chosen.map((id) => readRun(root, id)));
  const results = read.map(({ result }) => result);
  const [first] = results;
  const comparison: Comparison = {
    runs: read.map(({ summary, result }) => comparedRun(summary.id, summary.created_at, result)),
    buy_and_hold: results.every((result) => sameBenchmark(result, first!)) ? first!.benchmark.metrics : null,
    differences: differencesOf(results),
    notes: [...notesOf(results), ...read.flatMap(curveNote)],
  };
  return { comparison, results };
}

function comparedRun(id: string, createdAt: number, result: BacktestResultDocument): ComparedRun {
  const { strategy, symbols, interval_ms, start_time, end_time, initial_equity, final_equity } = result;
  const { trade_count, metrics, costs, warnings } = result;
  return {
    id,
    created_at: createdAt,
    strategy: strategy.name,
    ...{ symbols, interval_ms, start_time, end_time, initial_equity, final_equity },
    ...{ trade_count, metrics, costs, warnings },
  };
}

const sameBenchmark = ({ benchmark: a }: BacktestResultDocument, { benchmark: b }: BacktestResultDocument): boolean =>
  a.symbol === b.symbol && a.final_equity === b.final_equity && a.costs === b.costs && a.quantity === b.quantity;

const curveNote = ({ series }: StoredRun, index: number): string[] =>
  series ? [] : [`Run ${letterOf(index)} was written without its series (--no-series): its curve is not drawn.`];

function notesOf(results: readonly BacktestResultDocument[]): string[] {
  const notes: string[] = [];
  const differ = (of: (result: BacktestResultDocument) => unknown): boolean =>
    new Set(results.map((result) => JSON.stringify(of(result)))).size > 1;
  if (differ(({ start_time, end_time }) => [start_time, end_time])) {
    notes.push(
      'The runs cover different times: totals do not compare, and a year of one market is not one of another.',
    );
  }
  if (differ(({ symbols }) => symbols)) notes.push('The runs trade different symbols.');
  if (differ(({ interval_ms }) => interval_ms)) {
    notes.push('The runs go over bars of different length: drawdowns between the longer bars are not seen.');
  }
  if (differ(({ initial_equity }) => initial_equity)) {
    notes.push('The runs start with different equity: money does not compare, fractions do.');
  }
  return notes;
}
