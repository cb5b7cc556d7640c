import { InputError } from '../../../core/errors.js';
import type { Observation } from '../../../core/observation.js';
import { parseSymbol } from '../../../core/symbol.js';
import { chainSeries, marketWideSeries } from './daily-series.js';
import { headlines } from './headlines.js';
import { hourlySeries } from './hourly-series.js';
import { DEMO_MARKETS, type DemoMarket } from './market.js';
import { generateDemoPath, type DemoBar } from './price-path.js';
import { HOUR } from '../../../core/time.js';

/** The longest momentum that a series is made of: the path is drawn this much longer, so that its start is not an edge. */
const WARM_UP_HOURS = 168;
/** Market-wide series follow this one. */
const LEADER = 'BTCUSDT';

export interface DemoSettings {
  /** `BTCUSDT`, `ETHUSDT` or `SOLUSDT`. */
  readonly symbol: string;
  readonly seed: number;
  /** The close of the newest bar, UTC ms; rounded down to the hour. */
  readonly asOf: number;
  /** How many hours of history. */
  readonly hours: number;
}

function marketOf(symbol: string): DemoMarket {
  const market = DEMO_MARKETS[symbol];
  if (market !== undefined) return market;
  const known = Object.keys(DEMO_MARKETS)
    .join(', ')
    .replace(/, (?=\w+$)/, ' and ');
  throw new InputError('demo.symbol', `base_asset "${symbol}" has no demo data: the demo has ${known} only.`, {
    where: 'base_asset',
    expected: known,
    remedy: 'choose one of them, or ask for real data',
  });
}

/**
 * The bars of the demo, oldest first, with the regime that made each of them.
 * @throws InputError where the demo has no such symbol
 */
export function generateDemoBars({ symbol, seed, asOf, hours }: DemoSettings): DemoBar[] {
  const end = Math.floor(asOf / HOUR) * HOUR;
  return generateDemoPath({ symbol, market: marketOf(symbol), seed, end, hours });
}

/**
 * Every series that a snapshot can use, for one symbol, as sources would have delivered them up to `asOf`: hourly bars,
 * prices, book, funding and open interest; daily chain data, stablecoin supply and fear & greed with the publication lags of
 * the real sources; fictional headlines. The same settings give the same observations on any machine.
 *
 * @throws InputError where the demo has no such symbol
 */
export function generateDemoObservations({ symbol, seed, asOf, hours }: DemoSettings): Observation[] {
  const market = marketOf(symbol);
  const end = Math.floor(asOf / HOUR) * HOUR;
  const { asset } = parseSymbol(symbol);
  const length = { seed, asOf: end, hours: hours + WARM_UP_HOURS };
  const bars = generateDemoBars({ ...length, symbol });
  const leader = symbol === LEADER ? bars : generateDemoBars({ ...length, symbol: LEADER });
  const common = { seed, warmUp: WARM_UP_HOURS, asOf: end, retrievedAt: end };
  return [
    ...hourlySeries({ ...common, symbol, market, bars }),
    ...chainSeries({ ...common, asset, market, bars }),
    ...(symbol === LEADER ? [] : leaderFlows({ ...common, bars: leader })),
    ...marketWideSeries({ ...common, bars: leader }),
    ...headlines({ ...common, asset, bars }),
  ];
}

/** Snapshots of every asset show the exchange flows of Bitcoin. */
const leaderFlows = (settings: Omit<Parameters<typeof chainSeries>[0], 'asset' | 'market'>): Observation[] =>
  chainSeries({ ...settings, asset: parseSymbol(LEADER).asset, market: marketOf(LEADER) }).filter(({ series }) =>
    series.startsWith('exchange_'),
  );
