import type { BarValue } from '../../../core/observation.js';
import { drawsFor, rounded } from './draws.js';
import { type DemoMarket } from './market.js';
import { HOUR } from '../../../core/time.js';

export type DemoRegime = 'bull' | 'bear' | 'calm';

interface RegimeInfo {
  /** Mean of an hour's log return. */
  readonly drift: number;
  /** Standard deviation of an hour's log return; times √8,760 it is the annual figure. */
  readonly volatility: number;
  readonly meanHours: number;
  /** Which regime is next to it, with its share; the rest goes to the other one. */
  readonly next: readonly [DemoRegime, number, DemoRegime];
}

/** Bull: +0.8 % a day at 42 % a year; bear: −1.1 % a day at 70 %; calm: sideways at 26 %. */
const REGIMES: Readonly<Record<DemoRegime, RegimeInfo>> = {
  bull: { drift: 0.00035, volatility: 0.0045, meanHours: 192, next: ['calm', 0.7, 'bear'] },
  bear: { drift: -0.00045, volatility: 0.0075, meanHours: 96, next: ['calm', 0.6, 'bull'] },
  calm: { drift: 0.00002, volatility: 0.0028, meanHours: 120, next: ['bull', 0.55, 'bear'] },
};

export interface DemoBar extends BarValue {
  /** UTC ms. */
  readonly open_time: number;
  readonly quote_volume: number;
  /** What the generator was in: the truth that a regime model is to find. */
  readonly regime: DemoRegime;
}

interface DemoPathSettings {
  readonly symbol: string;
  readonly market: DemoMarket;
  readonly seed: number;
  /** The close of the last bar, UTC ms on an hour. */
  readonly end: number;
  /** How many bars. */
  readonly hours: number;
}

/**
 * Hourly candles of a regime-switching random walk, oldest first, without a gap.
 *
 * A three-state Markov chain (bull, bear, calm) sets drift and volatility of the market's hourly log return; every symbol
 * follows that same factor with its beta and adds noise of its own, so the symbols of one seed move together. The walk is
 * drawn from its anchored end back into the past: asking for more history never changes the bars that were there before.
 */
export function generateDemoPath({ symbol, market, seed, end, hours }: DemoPathSettings): DemoBar[] {
  const shared = drawsFor(seed, 'market');
  const own = drawsFor(seed, `${symbol}/path`);
  const pick = shared.next();
  let regime: DemoRegime = pick < 0.5 ? 'bull' : pick < 0.75 ? 'calm' : 'bear';
  let logClose = Math.log(market.anchorPrice);
  const bars: DemoBar[] = [];
  for (let i = 0; i < hours; i++) {
    const { drift, volatility, meanHours, next } = REGIMES[regime];
    const logReturn = market.beta * (drift + volatility * shared.normal()) + market.ownVolatility * own.normal();
    const logOpen = logClose - logReturn;
    const above = volatility * 0.5 * Math.abs(own.normal());
    const below = volatility * 0.5 * Math.abs(own.normal());
    const openTime = end - (i + 1) * HOUR;
    const quote = Math.round(
      market.hourlyVolumeUsd *
        dayShape(openTime) *
        (0.6 + (0.5 * Math.abs(logReturn)) / volatility + volatility * 60) *
        Math.exp(0.25 * own.normal()),
    );
    const close = rounded(Math.exp(logClose), 2);
    bars.push({
      open_time: openTime,
      open: rounded(Math.exp(logOpen), 2),
      high: rounded(Math.exp(Math.max(logOpen, logClose) + above), 2),
      low: rounded(Math.exp(Math.min(logOpen, logClose) - below), 2),
      close,
      volume: rounded(quote / close, 5),
      quote_volume: quote,
      regime,
    });
    logClose = logOpen;
    const leaves = shared.next() < 1 / meanHours;
    const which = shared.next();
    if (leaves) regime = which < next[1] ? next[0] : next[2];
  }
  return bars.reverse();
}

/** Log return over the `hours` before the close of bar `i`; over fewer where the path begins later. */
export function momentum(bars: readonly DemoBar[], i: number, hours: number): number {
  return Math.log(bars[i]!.close / bars[Math.max(0, i - hours)]!.close);
}

/** Trading is busiest when Europe and America are both awake: 1.4 at 15 UTC, 0.6 at 03 UTC, straight lines between. */
function dayShape(time: number): number {
  const hour = Math.floor(time / HOUR) % 24;
  const distance = Math.min(Math.abs(hour - 15), 24 - Math.abs(hour - 15));
  return 1.4 - (0.8 * distance) / 12;
}
