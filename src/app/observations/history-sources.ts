import { InputError } from '../../core/errors.js';
import type { HistorySource } from '../../core/ports/history-source.js';
import { openBarStore } from '../runtime/user-data.js';
import type { Runtime } from '../runtime/runtime.js';
import { boundSources, SOURCES_WITH_PAST } from './bound-sources.js';
import { createStoredHistory } from './stored-history.js';

/** The local store, asked by name only: it would repeat what the exchange sends. */
const STORED = 'stored';

/** What `--source` may name, beside `all`. */
export const HISTORY_SOURCES: readonly string[] = [...SOURCES_WITH_PAST, STORED];

/**
 * The sources a backfill asks: names separated by commas, or `all`, which is every source with a past.
 * @throws InputError for an unknown name
 */
export function historySources(names: string, runtime: Runtime): HistorySource[] {
  const bound = boundSources(runtime);
  const wanted = names === 'all' ? SOURCES_WITH_PAST : names.split(',').map((name) => name.trim());
  return [...new Set(wanted)].map((name) => {
    if (name === STORED) return createStoredHistory(openBarStore(runtime.config), () => runtime.clock.now());
    const history = bound.find(({ id }) => id === name)?.history ?? null;
    if (history !== null) return history();
    throw new InputError(
      'backfill.source',
      `--source is "${name.slice(0, 40)}": it must be ${HISTORY_SOURCES.join(', ')} or all, several separated by commas.`,
      { where: '--source' },
    );
  });
}
