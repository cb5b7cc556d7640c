import type { Observation } from '../../../core/observation.js';
import type { SeriesName } from '../../../core/series.js';
import { clampTo, drawsFor, rounded } from './draws.js';
import { type DemoMarket } from './market.js';
import { momentum, type DemoBar } from './price-path.js';
import { DAY, HOUR, MINUTE, startOfDay } from '../../../core/time.js';

/** The demo publishes as late as the real sources do, so that a demo snapshot is as old as a real one. */
const CHAIN_LAG_MS = 36 * HOUR;
const SUPPLY_LAG_MS = 25 * HOUR;
const FEAR_GREED_LAG_MS = 10 * MINUTE;
/** Circulating dollars of all stablecoins at the end of the path. */
const STABLECOIN_SUPPLY = 208_000_000_000;

interface DailySettings {
  readonly seed: number;
  /** Oldest first; days that begin among the first `warmUp` bars are left out. */
  readonly bars: readonly DemoBar[];
  readonly warmUp: number;
  /** Only what is published by then is given. */
  readonly asOf: number;
}

/**
 * What a chain publishes once a UTC day. Addresses and transactions rise with turbulence and fall at weekends; coins leave
 * exchanges in rising markets and come in falling ones.
 */
export function chainSeries(settings: DailySettings & { asset: string; market: DemoMarket }): Observation[] {
  const { asset, market, seed, bars, asOf } = settings;
  const observations: Observation[] = [];
  const draws = drawsFor(seed, `${asset}/daily`);
  for (const { day, before } of daysOf(settings)) {
    const normals = Array.from({ length: 7 }, () => draws.normal());
    const around = (level: number, deviation: number, of: number): number => level * (1 + deviation * normals[of]!);
    const last = before + 24;
    if (last >= bars.length) continue;
    const push = pusher(observations, asset, day, CHAIN_LAG_MS, asOf);

    const weekday = new Date(day).getUTCDay();
    const move = Math.abs(momentum(bars, last, 24));
    const busy = (weekday === 0 || weekday === 6 ? 0.92 : 1) * (1 + 1.2 * move);
    push('active_addresses', Math.round(busy * around(market.activeAddresses, 0.03, 0)));
    push('transactions', Math.round(busy * around(market.transactions, 0.05, 1)));
    push('mvrv', rounded((around(market.mvrv, 0.002, 2) * bars[last]!.close) / market.anchorPrice, 4));
    const inflow = busy * around(market.exchangeInflow, 0.08, 3);
    const drain = clampTo(1 + 0.5 * momentum(bars, last, 168) + 0.02 * normals[4]!, 0.8, 1.2);
    push('exchange_inflow', rounded(inflow, 4));
    push('exchange_outflow', rounded(inflow * drain, 4));
    if (market.proofOfWork === null) continue;
    const growth = 1 - (0.0012 * (asOf - day)) / DAY;
    push('hash_rate', Math.round(growth * around(market.proofOfWork.hashRateThs, 0.04, 5)));
    push('unique_addresses', Math.round(busy * around(market.proofOfWork.uniqueAddresses, 0.03, 6)));
  }
  return observations.reverse();
}

/** Stablecoin supply and fear & greed follow the momentum of the leading market, whichever symbol is asked for. */
export function marketWideSeries(settings: DailySettings): Observation[] {
  const { seed, bars, asOf } = settings;
  const observations: Observation[] = [];
  const draws = drawsFor(seed, 'market/daily');
  let supply = STABLECOIN_SUPPLY;
  for (const { day, before } of daysOf(settings)) {
    const mood = 50 + 220 * momentum(bars, before, 168) + 300 * momentum(bars, before, 24) + 3 * draws.normal();
    pusher(observations, '*', day, FEAR_GREED_LAG_MS, asOf)('fear_greed', Math.round(clampTo(mood, 3, 97)));
    pusher(observations, '*', day, SUPPLY_LAG_MS, asOf)('stablecoin_supply', Math.round(supply));
    supply /= 1.0008 + clampTo(0.02 * momentum(bars, before, 168), -0.002, 0.002) + 0.0004 * draws.normal();
  }
  return observations.reverse();
}

/** The UTC days from the newest back, each with the index of the bar that closes as it begins. */
function daysOf({ bars, warmUp, asOf }: DailySettings): { day: number; before: number }[] {
  const days = [];
  for (let day = startOfDay(asOf); day >= bars[warmUp]!.open_time; day -= DAY) {
    days.push({ day, before: (day - bars[0]!.open_time) / HOUR - 1 });
  }
  return days;
}

type Push = (series: SeriesName, value: number) => void;

function pusher(into: Observation[], symbol: string, day: number, lagMs: number, asOf: number): Push {
  const times = { observed_at: day, available_at: day + lagMs, retrieved_at: asOf };
  return (series, value) => {
    if (times.available_at <= asOf) into.push({ series, symbol, value, source: 'demo', ...times });
  };
}
