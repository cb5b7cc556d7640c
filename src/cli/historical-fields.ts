import { HISTORICAL_FIELDS } from '../core/market-snapshot/index.js';
import type { SnapshotFields } from '../app/observations/build-snapshots.js';

/** What `--historical-fields-only [news]` keeps; null where it was not given. */
export const historicalFields = (given: true | 'news' | undefined): SnapshotFields | null =>
  given === undefined
    ? null
    : {
        fields: given === 'news' ? [...HISTORICAL_FIELDS, 'news'] : HISTORICAL_FIELDS,
        reason: 'history cannot supply it (--historical-fields-only)',
      };
