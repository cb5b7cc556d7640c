import type { BacktestResultDocument } from './schema.js';
import { given } from '../given.js';

/** The long series of a run as columns; row i belongs to step i. */
export interface ResultSeries {
  /** Open of each step, UTC ms. */
  readonly times: Float64Array;
  /** Account value at each step's close, quote units. */
  readonly equity: Float64Array;
  /** Closes on the same steps; NaN where a symbol had no bar. */
  readonly prices: readonly { readonly symbol: string; readonly close: Float64Array }[];
}

type Fields = Omit<BacktestResultDocument, keyof ResultSeries>;

/** The columns of documents that were made of columns. */
const known = new WeakMap<object, ResultSeries>();

/**
 * A document whose lists are made of the columns when they are first asked for: a million steps as lists cost more than the run
 * that they come from, and whoever writes or draws a run takes the columns. The columns are not copied and must not change.
 */
export function documentOfSeries(fields: Fields, series: ResultSeries): BacktestResultDocument {
  const lists: { -readonly [name in keyof ResultSeries]?: BacktestResultDocument[name] } = {};
  const { benchmark_funding: funding, ...before } = fields;
  // In the order of the schema: the text of a stored result is known by its hash.
  const document: BacktestResultDocument = {
    ...before,
    get times() {
      return (lists.times ??= listOf(series.times));
    },
    get equity() {
      return (lists.equity ??= listOf(series.equity));
    },
    ...given({ benchmark_funding: funding }),
    get prices() {
      return (lists.prices ??= series.prices.map(({ symbol, close }) => ({ symbol, close: listWithHoles(close) })));
    },
  };
  known.set(document, series);
  return document;
}

/** The columns that a document was made of; null for one that was made of lists. */
export const columnsOf = (document: BacktestResultDocument): ResultSeries | null => known.get(document) ?? null;

/** The columns that a document was made of, else copies of its lists. */
export function seriesOf(document: BacktestResultDocument): ResultSeries {
  const series = columnsOf(document);
  if (series !== null) return series;
  const { times, equity, prices } = document;
  return {
    times: new Float64Array(times),
    equity: new Float64Array(equity),
    prices: prices.map(({ symbol, close }) => ({ symbol, close: columnOf(close) })),
  };
}

// Loops: `Float64Array.from` with a function takes ten times as long. Lists are filled with a fraction first: the engine of
// JavaScript keeps such a list as plain doubles.

function listOf(column: Float64Array): number[] {
  const values = new Array<number>(column.length).fill(0.5);
  for (let i = 0; i < column.length; i++) values[i] = column[i]!;
  return values;
}

function listWithHoles(column: Float64Array): (number | null)[] {
  const values = new Array<number | null>(column.length).fill(0.5);
  for (let i = 0; i < column.length; i++) values[i] = Number.isNaN(column[i]) ? null : column[i]!;
  return values;
}

function columnOf(values: readonly (number | null)[]): Float64Array {
  const column = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) column[i] = values[i] ?? NaN;
  return column;
}
