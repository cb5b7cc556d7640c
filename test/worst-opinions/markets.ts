import { BarSeries } from '../../src/core/bars.js';
import { seededRandom, type Random } from '../../src/core/ports/random.js';
import { HOUR } from '../../src/core/time.js';
import { randomBars } from '../../src/engine/fixtures/random-market.js';
import { START } from '../../src/engine/fixtures/scripted.js';
import { hiddenDriftMarket } from '../evaluation/hidden-drift-market.js';

/** Hourly bars that jump: mostly small moves, one hour in forty a leap of up to 9 %, and spells of three times the movement. */
function leapingBars(random: Random, count: number): BarSeries {
  const bars = BarSeries.allocate('BTCUSDT', HOUR, count);
  let price = 30_000;
  let wild = false;
  for (let i = 0; i < count; i++) {
    if (random.next() < 0.05) wild = !wild;
    const leap = random.next() < 1 / 40 ? (random.next() - 0.5) * 0.18 : 0;
    const move = (): number => (random.next() + random.next() - 1) * (wild ? 0.015 : 0.005);
    const open = price * (1 + move() / 4);
    const close = open * (1 + move() + leap);
    bars.openTime[i] = START + i * HOUR;
    bars.open[i] = open;
    bars.high[i] = Math.max(open, close) * (1 + Math.abs(move()));
    bars.low[i] = Math.min(open, close) * (1 - Math.abs(move()));
    bars.close[i] = close;
    bars.volume[i] = 1_000;
    price = close;
  }
  return bars;
}

export const MARKETS = {
  /** A drift that nobody sees, and no gaps. */
  'hidden drift': (seed: number, count: number) =>
    hiddenDriftMarket(seededRandom(seed), Math.ceil(count / 24), 24).bars,
  /** Gaps between bars, bars that are missing, and bars in which nothing trades. */
  'gaps and holes': (seed: number, count: number) => randomBars(seed, count),
  leaps: (seed: number, count: number) => leapingBars(seededRandom(seed), count),
} as const;
export type MarketName = keyof typeof MARKETS;
