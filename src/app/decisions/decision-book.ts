import { InputError } from '../../core/errors.js';
import type { BarSeries } from '../../core/bars.js';
import {
  buildMarketSnapshot,
  type MarketSnapshot,
  type ObservationIndex,
  fieldSetOf,
} from '../../core/market-snapshot/index.js';
import { TrainingHistory } from '../../evaluation/matured-history.js';
import type { EvaluatedDecision } from '../../evaluation/evaluate/decisions.js';
import { labelDecision, labelIntervalFits } from '../../evaluation/label.js';
import { chooseFields, type ChosenFields, type ShownFields } from './choose-fields.js';
import { HOUR } from '../../core/time.js';

export interface BookRequest {
  readonly bars: BarSeries;
  readonly observations: ObservationIndex;
  /** Every moment on the grid that the bars allow, ascending, UTC ms: the past that baselines learn from included. */
  readonly times: readonly number[];
  readonly horizonMs: number;
  readonly fields: ShownFields;
  /** Decisions that are judged, UTC ms. */
  readonly from: number;
  readonly to: number;
  /** Called now and then, and waited for. */
  readonly onProgress: (done: number, total: number) => Promise<void>;
}

/** Every moment of an evaluation with its snapshot and its label, and what a baseline may learn from. */
export interface DecisionBook {
  /** Those that are judged. */
  readonly decisions: readonly EvaluatedDecision[];
  readonly snapshotAt: (decidedAt: number) => MarketSnapshot;
  readonly history: TrainingHistory;
  readonly fields: ChosenFields;
}

/** Moments on a grid from the epoch at which a bar has closed, ascending, UTC ms: two runs over parts of the data agree. */
export function gridTimes(bars: BarSeries, everyMs: number): number[] {
  const first = bars.closeTime(0);
  const last = bars.closeTime(bars.length - 1);
  const times: number[] = [];
  for (let time = Math.ceil(first / everyMs) * everyMs; time <= last; time += everyMs) times.push(time);
  return times;
}

const hours = (ms: number): string => `${Math.round((ms / HOUR) * 100) / 100} h`;

/** @throws InputError where the bars are too coarse for the horizon */
export function assertLabelInterval(intervalMs: number, horizonMs: number): void {
  if (labelIntervalFits(intervalMs, horizonMs)) return;
  throw new InputError(
    'evaluate.interval',
    `A label of ${hours(horizonMs)} is made of hourly bars or of bars of at most ${hours(horizonMs / 24)}, and these are ${hours(intervalMs)} long.`,
    { where: 'data', remedy: 'give finer bars, or a longer horizon' },
  );
}

/** @throws InputError where nothing can be scored: bars too coarse for the horizon, or a horizon longer than the data */
export function assertScorable(bars: BarSeries, horizonMs: number): void {
  assertLabelInterval(bars.intervalMs, horizonMs);
  const span = bars.closeTime(bars.length - 1) - bars.closeTime(0);
  if (span >= horizonMs) return;
  throw new InputError(
    'evaluate.horizon',
    `The horizon of ${hours(horizonMs)} is longer than the data, which span ${hours(span)}: no window ever closes.`,
    { where: 'horizonHours', remedy: 'give more bars, or a shorter horizon' },
  );
}

/** The snapshots of every moment on the grid. */
export async function snapshotsAt({
  bars,
  observations,
  times,
  horizonMs,
  onProgress,
}: Pick<BookRequest, 'bars' | 'observations' | 'times' | 'horizonMs' | 'onProgress'>): Promise<
  Map<number, MarketSnapshot>
> {
  const snapshots = new Map<number, MarketSnapshot>();
  for (const [i, asOf] of times.entries()) {
    snapshots.set(
      asOf,
      buildMarketSnapshot(observations, { asOf, baseAsset: bars.symbol, horizonHours: horizonMs / HOUR }),
    );
    await onProgress(i + 1, times.length);
  }
  return snapshots;
}

/** The moments that have an outcome, each with the snapshot of then: what a baseline may learn from once they have matured. */
export const trainingHistory = (
  { bars, times, horizonMs }: Pick<BookRequest, 'bars' | 'times' | 'horizonMs'>,
  snapshots: ReadonlyMap<number, MarketSnapshot>,
): TrainingHistory =>
  new TrainingHistory(
    times.flatMap((decidedAt) => {
      const label = labelDecision(bars, decidedAt, horizonMs);
      return label.scored
        ? [{ decidedAt, maturesAt: decidedAt + horizonMs, snapshot: snapshots.get(decidedAt)!, label }]
        : [];
    }),
  );

/** Builds every snapshot once, for all who are asked. */
export async function buildDecisionBook(request: BookRequest): Promise<DecisionBook> {
  const { bars, times, horizonMs, from, to } = request;
  const snapshots = await snapshotsAt(request);
  const judged = times.filter((time) => time >= from && time < to);
  const fields = chooseFields(
    request.fields,
    judged.map((time) => snapshots.get(time)!),
  );
  const shown = new Map([...snapshots].map(([time, snapshot]) => [time, fields.show(snapshot)]));
  const decisions = judged.map((decidedAt): EvaluatedDecision => {
    const snapshot = shown.get(decidedAt)!;
    return {
      decidedAt,
      maturesAt: decidedAt + horizonMs,
      fields: fieldSetOf(snapshot),
      volatility: snapshots.get(decidedAt)!.market.realized_vol,
      label: labelDecision(bars, decidedAt, horizonMs),
    };
  });
  return {
    decisions,
    snapshotAt: (decidedAt) => shown.get(decidedAt)!,
    history: trainingHistory(request, shown),
    fields,
  };
}
