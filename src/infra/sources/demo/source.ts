import type {
  Collected,
  CollectRequest,
  ObservationSource,
  SeriesFailure,
} from '../../../core/ports/observation-source.js';
import { SERIES, type SeriesName } from '../../../core/series.js';
import { generateDemoObservations } from './generate.js';
import { DEMO_AS_OF, DEMO_HOURS, DEMO_MARKETS, DEMO_SEED, DEMO_SERIES } from './market.js';

export interface DemoSourceSettings {
  /** Another seed is another market. Default {@link DEMO_SEED}. */
  readonly seed?: number;
  /** The newest moment there is data for, UTC ms, rounded down to the hour. Default {@link DEMO_AS_OF}. */
  readonly asOf?: number;
  /** Hours of history. Default 60 days. */
  readonly hours?: number;
}

/**
 * Generated data with no network, for the demo and for trying things out. It is an archive: it answers with what was known
 * at the `asOf` of the request, which therefore has to be {@link DEMO_AS_OF} or one of the days before it.
 *
 * `collect` throws an InputError for a symbol that the demo does not have.
 */
export function createDemoSource({
  seed = DEMO_SEED,
  asOf = DEMO_AS_OF,
  hours = DEMO_HOURS,
}: DemoSourceSettings = {}): ObservationSource {
  const id = 'demo';
  const answer = ({ symbol, asOf: known }: CollectRequest): Collected => {
    const all = generateDemoObservations({ symbol: symbol.symbol, seed, asOf, hours });
    const failures: SeriesFailure[] = [];
    if (DEMO_MARKETS[symbol.symbol]?.proofOfWork === null) {
      const reason = `${symbol.asset} is proof of stake and has no Blockchain.com charts: the demo has neither of the two.`;
      failures.push({ source: id, series: ['hash_rate', 'unique_addresses'], code: 'source.not-applicable', reason });
    }
    const others = (Object.keys(SERIES) as SeriesName[]).filter((name) => !DEMO_SERIES.includes(name));
    if (others.length > 0) {
      const reason = 'the demo does not generate it.';
      failures.push({ source: id, series: others, code: 'source.not-applicable', reason });
    }
    return { observations: all.filter(({ available_at }) => available_at <= known), failures };
  };
  return {
    id,
    series: DEMO_SERIES,
    collect: (request) => new Promise((resolve) => resolve(answer(request))),
  };
}
