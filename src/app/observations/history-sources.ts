import { InputError } from '../../core/errors.js';
import type { HistorySource } from '../../core/ports/history-source.js';
import { createBinanceFuturesHistory, createBinanceSpotHistory } from '../../infra/sources/binance/index.js';
import { createBlockchainComHistory } from '../../infra/sources/blockchain-com/index.js';
import { createCoinMetricsHistory } from '../../infra/sources/coinmetrics/index.js';
import { createDefiLlamaHistory } from '../../infra/sources/defillama/index.js';
import { createFearGreedHistory } from '../../infra/sources/fear-greed/index.js';
import { openBarStore } from '../runtime/user-data.js';
import type { Runtime } from '../runtime/runtime.js';
import { createStoredHistory } from './stored-history.js';

/** What `--source all` asks: everything with a past. The local store is asked by name only, it would repeat Binance. */
const REMOTE = ['binance-spot', 'binance-futures', 'coinmetrics', 'blockchain-com', 'fear-greed', 'defillama'] as const;
export const HISTORY_SOURCES = [...REMOTE, 'stored'] as const;
export type HistorySourceName = (typeof HISTORY_SOURCES)[number];

const MAKE: Readonly<Record<HistorySourceName, (runtime: Runtime) => HistorySource>> = {
  'binance-spot': ({ config: { sources }, http, clock }) =>
    createBinanceSpotHistory({
      http,
      clock,
      baseUrl: sources.binance.baseUrl,
      mirrorBaseUrl: sources.binance.mirrorBaseUrl,
    }),
  'binance-futures': ({ config: { sources }, http, clock }) =>
    createBinanceFuturesHistory({ http, clock, baseUrl: sources.binance.fapiUrl }),
  coinmetrics: ({ config: { sources }, http }) =>
    createCoinMetricsHistory({ http, baseUrl: sources.coinmetrics.baseUrl }),
  'blockchain-com': ({ config: { sources }, http, clock }) =>
    createBlockchainComHistory({ http, baseUrl: sources.blockchainCom.baseUrl, now: () => clock.now() }),
  'fear-greed': ({ config: { sources }, http }) => createFearGreedHistory({ http, baseUrl: sources.fearGreed.baseUrl }),
  defillama: ({ config: { sources }, http }) => createDefiLlamaHistory({ http, baseUrl: sources.defillama.baseUrl }),
  stored: ({ config, clock }) => createStoredHistory(openBarStore(config), () => clock.now()),
};

const isName = (name: string): name is HistorySourceName => Object.hasOwn(MAKE, name);

/**
 * The sources a backfill asks: names separated by commas, or `all`.
 * @throws InputError for an unknown name
 */
export function historySources(names: string, runtime: Runtime): HistorySource[] {
  const wanted = names === 'all' ? REMOTE : names.split(',').map((name) => name.trim());
  return [...new Set(wanted)].map((name) => {
    if (isName(name)) return MAKE[name](runtime);
    throw new InputError(
      'backfill.source',
      `--source is "${name.slice(0, 40)}": it must be ${HISTORY_SOURCES.join(', ')} or all, several separated by commas.`,
      { where: '--source' },
    );
  });
}
