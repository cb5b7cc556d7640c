import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../core/errors.js';
import type { ObservationStore } from '../../core/ports/observation-store.js';
import { openObservations } from '../../infra/store/observations/index.js';
import type { Config } from '../config/index.js';

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
