import { ObservationIndex } from '../../core/market-snapshot/index.js';
import type { Observation } from '../../core/observation.js';
import type { ObservationQuery, ObservationStore } from '../../core/ports/observation-store.js';

/** Every observation that matches, in one list. */
export async function readObservations(store: ObservationStore, query: ObservationQuery): Promise<Observation[]> {
  const all: Observation[] = [];
  for await (const batch of store.read(query)) for (const each of batch) all.push(each);
  return all;
}

/** What snapshots of a range are built from. */
export const readIndex = async (store: ObservationStore, query: ObservationQuery): Promise<ObservationIndex> =>
  new ObservationIndex(await readObservations(store, query));
