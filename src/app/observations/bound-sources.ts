import { InputError } from '../../core/errors.js';
import type { HistorySource } from '../../core/ports/history-source.js';
import type { ObservationSource } from '../../core/ports/observation-source.js';
import { SOURCES } from '../../infra/sources/index.js';
import type { SourceDefinition, SourceProbe } from '../../infra/sources/shared/definition.js';
import type { Config } from '../config/index.js';
import type { Runtime } from '../runtime/runtime.js';

const LISTED: readonly SourceDefinition<Config['sources']>[] = SOURCES;

/** A source of the list with its settings and its address. */
export interface BoundSource {
  readonly id: string;
  /** What `doctor` asks. */
  readonly probes: readonly SourceProbe[];
  /** Making it sends nothing. */
  readonly create: () => ObservationSource;
  /** Null where it has no past. */
  readonly history: (() => HistorySource) | null;
}

/**
 * Every source of the list, whatever exchange the market part comes from.
 * @throws InputError for an address of a source that there is not, or that has several
 */
export function boundSources({
  config: { sources, baseAsset },
  http,
  clock,
}: Pick<Runtime, 'config' | 'http' | 'clock'>): BoundSource[] {
  const given = sources.addresses ?? {};
  for (const id of Object.keys(given)) refuseWithoutAddress(id);
  return LISTED.map(({ id, address: own, probe, create, history }) => {
    const address = given[id] ?? own?.(sources) ?? '';
    const context = { http, clock, address, settings: sources };
    return {
      id,
      probes: probe({ address, baseAsset, settings: sources }),
      create: () => create(context),
      history: history === null ? null : () => history(context),
    };
  });
}

/** The same without the markets that the market part does not come from. */
export const chosenSources = (runtime: Pick<Runtime, 'config' | 'http' | 'clock'>): BoundSource[] => {
  const others = LISTED.filter(({ exchange }) => exchange !== undefined && exchange !== runtime.config.exchange);
  return boundSources(runtime).filter(({ id }) => !others.some((other) => other.id === id));
};

/** Sources with a past, which `observations backfill` knows. */
export const SOURCES_WITH_PAST: readonly string[] = LISTED.filter(({ history }) => history !== null).map(
  ({ id }) => id,
);

function refuseWithoutAddress(id: string): void {
  const known = LISTED.filter(({ address }) => address !== null).map((source) => source.id);
  if (known.includes(id)) return;
  throw new InputError(
    'sources.address',
    `SOURCE_ADDRESSES names "${id.slice(0, 40)}": it must be one of ${known.join(', ')}.`,
    { where: 'sources.addresses', expected: known.join(', ') },
  );
}
