import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../core/errors.js';
import type { ObservationStore, ObservationQuery } from '../../core/ports/observation-store.js';
import { openObservations } from '../../infra/store/observations/open-observations.js';
import type { Config } from '../config/index.js';
import { ObservationIndex } from '../../core/market-snapshot/index.js';
import type { Observation } from '../../core/observation.js';

/** `user_data/observations.db`. */
export const observationsPath = ({ userDataDir }: Pick<Config, 'userDataDir'>): string =>
  join(userDataDir, 'observations.db');

/** Runs `work` on the store, made where it is not there, and closes it. */
export async function withObservationStore<T>(
  config: Pick<Config, 'userDataDir'>,
  work: (store: ObservationStore) => Promise<T>,
): Promise<T> {
  const store = await openObservations(observationsPath(config));
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** The same for what only reads. @throws InputError where there is no store yet */
export function withExistingStore<T>(
  config: Pick<Config, 'userDataDir'>,
  work: (store: ObservationStore) => Promise<T>,
): Promise<T> {
  const path = observationsPath(config);
  if (!existsSync(path)) {
    throw new InputError('observations.none', `There is no store of observations at ${path}.`, {
      where: path,
      remedy: 'fill it with "llm-trading observations backfill" or "import"; live snapshots fill it too',
    });
  }
  return withObservationStore(config, work);
}

/** Every observation that matches, in one list. */
export async function readObservations(store: ObservationStore, query: ObservationQuery): Promise<Observation[]> {
  const all: Observation[] = [];
  for await (const batch of store.read(query)) for (const each of batch) all.push(each);
  return all;
}

/** What snapshots of a range are built from. */
export const readIndex = async (store: ObservationStore, query: ObservationQuery): Promise<ObservationIndex> =>
  new ObservationIndex(await readObservations(store, query));
