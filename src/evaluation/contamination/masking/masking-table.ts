import { FIELD_LIST } from '../../../core/market-snapshot/fields/index.js';
import type { SnapshotField } from '../../../core/market-snapshot/fields/snapshot-field.js';

/**
 * What masking does to a field.
 * - `rescaled`: multiplied by the one random factor of the snapshot, as if money were counted in another unit.
 * - `kept`: a ratio, a percentage, a count of coins or a score, which the unit of money does not touch.
 * - `moved`: a time, moved with all others by the same whole number of weeks.
 * - `renamed`: a name, replaced by an alias.
 * - `text`: free text, of which names, dates and prices are masked.
 */
export type MaskingRule = 'rescaled' | 'kept' | 'moved' | 'renamed' | 'text';

/** Every number of a snapshot. Coins stay as they are: only the unit of money changes, so volume over price stays too. */
const NUMBERS: Readonly<Record<string, SnapshotField['masking']>> = Object.fromEntries(
  FIELD_LIST.map(({ path, field }) => [path, field.masking]),
);

/** How each field of the document is masked. `[]` stands for the items of a list, `*` for the keys of a record. */
export const MASKING_TABLE: Readonly<Record<string, MaskingRule>> = {
  timestamp_utc: 'moved',
  base_asset: 'renamed',
  horizon_hours: 'kept',
  ...NUMBERS,
  'news[].source': 'renamed',
  'news[].time_utc': 'moved',
  'news[].sentiment': 'kept',
  'news[].impact_score': 'kept',
  'news[].text': 'text',
  'data_quality.fields.*.source': 'renamed',
  'data_quality.fields.*.observed_at': 'moved',
  'data_quality.fields.*.age_seconds': 'kept',
  'data_quality.fields.*.stale': 'kept',
  'data_quality.fields.*.missing_because': 'text',
  'data_quality.failures[].source': 'renamed',
  'data_quality.failures[].code': 'text',
  'data_quality.failures[].reason': 'text',
  'data_quality.demo': 'kept',
};
