import { Backtester, type BacktestOptions } from '../backtester.js';
import type { SymbolData } from '../data-feed.js';
import type { RegimeSeries } from '../regime-view.js';
import { chooseCuts } from './cuts.js';
import { AnswerBook, recordDecisions, type DecisionLog } from './decision-log.js';
import { NO_ORDER } from './order-text.js';
import { replaced, rowsBy, truncated } from './other-future.js';

export interface LookaheadOptions {
  /** The run that is checked. Its strategy is reset before each rerun. */
  readonly backtest: BacktestOptions;
  /**
   * Makes the opinions from the data of a rerun, those up to `until` (UTC ms); needed where the run has a regime, since it may
   * look ahead too. What else it sees has to be changed after `until` as `kind` says.
   */
  readonly regimeFor?: (
    data: readonly SymbolData[],
    until: number,
    kind: Exclude<RerunKind, 'repeated'>,
  ) => Promise<RegimeSeries>;
  /** Moments at which the data are cut, from 1. Default 24; each costs two runs. */
  readonly cuts?: number;
  /** Called before each run, and waited for: a caller may let other work run in between, or throw to give up. */
  readonly onProgress?: (done: number, total: number) => void | Promise<void>;
}

/**
 * How a rerun differed: `repeated` not at all (the strategy is not deterministic, or does not reset), `truncated` ends at the
 * cut, `replaced` has another future after it.
 */
export type RerunKind = 'repeated' | 'truncated' | 'replaced';

/** A decision that came out otherwise. Documents keep these snake_case names. */
export interface ChangedDecision {
  readonly kind: RerunKind;
  /** Close of the last bar that both runs share, UTC ms: what lies after it must not matter. Null for `repeated`. */
  readonly cut_time: number | null;
  readonly symbol: string;
  /** Row in the symbol's bars, and its open time, UTC ms. */
  readonly bar: number;
  readonly time: number;
  /** The strategy's answer in the whole run, and in the rerun. */
  readonly before: string;
  readonly after: string;
}

export interface LookaheadReport {
  /** Bars of all symbols. */
  readonly bars: number;
  /** Answers of the strategy other than none. */
  readonly decisions: number;
  readonly reruns: number;
  /** UTC ms. */
  readonly cuts: readonly number[];
  /** Distinct decisions that changed. */
  readonly changed: number;
  /** The earliest of them, at most 100, each as the first rerun showed it. */
  readonly changes: readonly ChangedDecision[];
}

const DEFAULT_CUTS = 24;
const SHOWN = 100;

/**
 * Reruns a backtest with a past that is the same and a future that is not, and names each decision that changes: none may,
 * since at that moment the future had not happened.
 */
export async function findLookahead(options: LookaheadOptions): Promise<LookaheadReport> {
  const { backtest, regimeFor, onProgress } = options;
  const { data, strategy } = backtest;
  const book = new AnswerBook();
  const run = async (some: readonly SymbolData[], regime: RegimeSeries | undefined): Promise<DecisionLog> => {
    const lengths = new Map(some.map(({ bars }) => [bars.symbol, bars.length]));
    const { log, stop } = recordDecisions(strategy, lengths, book);
    try {
      const { regime: given, ...rest } = backtest;
      const series = regime ?? given;
      new Backtester({ ...rest, data: some, regime: series }).finish();
    } finally {
      stop();
    }
    return Promise.resolve(log);
  };

  const whole = await run(data, undefined);
  const cuts = chooseCuts(data, whole, options.cuts ?? DEFAULT_CUTS);
  const total = 2 * cuts.length + 2;
  const found = new Map<string, ChangedDecision>();
  let done = 0;
  const step = async (): Promise<void> => {
    done += 1;
    await onProgress?.(done, total);
  };
  const compare = (kind: RerunKind, cut: number | null, rerun: DecisionLog): void => {
    for (const { bars } of data) {
      const [before, after] = [whole.get(bars.symbol)!, rerun.get(bars.symbol)!];
      const end = cut === null ? bars.length : rowsBy(bars, cut);
      for (let row = 0; row < end; row++) {
        if (before[row] === after[row] || found.has(`${bars.symbol}:${row}`)) continue;
        found.set(`${bars.symbol}:${row}`, {
          kind,
          cut_time: cut,
          symbol: bars.symbol,
          bar: row,
          time: bars.openTime[row]!,
          before: book.text(before[row]!),
          after: book.text(after[row]!),
        });
      }
    }
  };

  await step();
  compare('repeated', null, await run(data, undefined));
  await step();
  for (const cut of cuts) {
    for (const [kind, make] of [
      ['truncated', truncated],
      ['replaced', replaced],
    ] as const) {
      const other = make(data, cut);
      compare(kind, cut, await run(other, await regimeFor?.(other, cut, kind)));
      await step();
    }
  }

  const none = book.numberOf(NO_ORDER);
  let decisions = 0;
  for (const answers of whole.values()) for (const answer of answers) if (answer !== none) decisions++;
  const changes = [...found.values()].sort((a, b) => a.time - b.time || (a.symbol < b.symbol ? -1 : 1));
  return {
    bars: data.reduce((sum, { bars }) => sum + bars.length, 0),
    decisions,
    reruns: done - 1,
    cuts,
    changed: changes.length,
    changes: changes.slice(0, SHOWN),
  };
}
