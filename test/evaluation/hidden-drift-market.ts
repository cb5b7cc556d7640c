import { BarSeries } from '../../src/core/bars.js';
import type { Random } from '../../src/core/ports/random.js';
import type { EvaluatedDecision } from '../../src/evaluation/evaluate/decisions.js';
import { labelDecision } from '../../src/evaluation/label.js';
import { bullProbability } from './bull-probability.js';

export const HOUR = 3_600_000;
export const HORIZON_HOURS = 24;
const START = Date.UTC(2023, 0, 2);
/** Each hour the price goes up or down by this much, in log. */
const STEP = 0.005;
/** A day's drift is one of five: the chance of an hour up is 0.46, 0.48 … 0.54. */
const DRIFTS = 5;
const upProbability = (drift: number): number => 0.5 + 0.02 * (drift - 2);
/** Chance that the next day has the same drift; else it moves by one, up or down. */
const STAYS = 0.8;

export interface KnownDecision extends EvaluatedDecision {
  /** The exact probability of bull for one who knows the drift over the window and nothing of the steps. */
  readonly trueProb: number;
}

export interface HiddenDriftMarket {
  readonly bars: BarSeries;
  readonly decisions: readonly KnownDecision[];
  readonly stepMs: number;
  /** m: decisions whose windows overlap. */
  readonly overlap: number;
}

/** By hour of the day and the drifts of that day and the next: all that the probability of a window depends on. */
const known = new Map<number, number>();
function trueProbability(hour: number, today: number, tomorrow: number): number {
  const key = (hour * DRIFTS + today) * DRIFTS + (hour === 0 ? today : tomorrow);
  let probability = known.get(key);
  if (probability === undefined) {
    const drifts = Array.from({ length: HORIZON_HOURS }, (_, i) => (hour + i < 24 ? today : tomorrow));
    probability = bullProbability(drifts.map(upProbability));
    known.set(key, probability);
  }
  return probability;
}

/**
 * Hourly bars of a walk on a lattice whose drift changes from day to day and is seen by nobody but an oracle, and decisions
 * about the next 24 hours, labelled from the bars. Steps are independent given the drifts, so that what the oracle says is
 * calibrated by construction and its errors are dependent over m − 1 decisions and no further.
 */
export function hiddenDriftMarket(random: Random, count: number, everyHours: number): HiddenDriftMarket {
  const length = (count - 1) * everyHours + HORIZON_HOURS + 1;
  const bars = BarSeries.allocate('BTCUSDT', HOUR, length);
  const days = Math.ceil(length / 24) + 1;
  const drifts = new Int8Array(days);
  drifts[0] = Math.floor(random.next() * DRIFTS);
  for (let day = 1; day < days; day++) {
    const before = drifts[day - 1]!;
    const move = random.next() < STAYS ? 0 : random.next() < 0.5 ? 1 : -1;
    drifts[day] = Math.min(DRIFTS - 1, Math.max(0, before + move));
  }
  let level = 0;
  for (let i = 0; i < length; i++) {
    const open = 30_000 * Math.exp(STEP * level);
    level += random.next() < upProbability(drifts[Math.floor(i / 24)]!) ? 1 : -1;
    // From the level, not from the last price: a price that comes back is then the same number.
    const close = 30_000 * Math.exp(STEP * level);
    bars.openTime[i] = START + i * HOUR;
    bars.open[i] = open;
    bars.high[i] = Math.max(open, close);
    bars.low[i] = Math.min(open, close);
    bars.close[i] = close;
    bars.volume[i] = 1;
  }
  const decisions = Array.from({ length: count }, (_, k): KnownDecision => {
    const i = 1 + k * everyHours;
    const day = Math.floor(i / 24);
    const decidedAt = START + i * HOUR;
    return {
      decidedAt,
      maturesAt: decidedAt + HORIZON_HOURS * HOUR,
      fields: ['market.spot_price'],
      volatility: null,
      label: labelDecision(bars, decidedAt, HORIZON_HOURS * HOUR),
      trueProb: trueProbability(i % 24, drifts[day]!, drifts[day + 1]!),
    };
  });
  return { bars, decisions, stepMs: everyHours * HOUR, overlap: Math.ceil(HORIZON_HOURS / everyHours) };
}
