import type { ObservationSource } from '../../core/ports/observation-source.js';
import { createCcxtSource } from '../../infra/exchanges/ccxt/index.js';
import { chosenSources } from '../observations/bound-sources.js';
import type { Runtime } from '../runtime/runtime.js';

/** Every source of the configuration, the market first. Making them sends nothing. */
export function createSources(runtime: Runtime): ObservationSource[] {
  const { config, http, clock } = runtime;
  const { exchangeBaseUrl } = config.sources;
  const market =
    config.exchange === 'binance'
      ? []
      : [
          createCcxtSource({
            exchangeId: config.exchange,
            http,
            clock,
            baseUrl: exchangeBaseUrl ?? undefined,
          }),
        ];
  return [...market, ...chosenSources(runtime).map(({ create }) => create())];
}
