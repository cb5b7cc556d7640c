import { option, type GivenBy } from '../../options/option-table.js';
import { anyText, moment } from '../../options/readers.js';
import { output } from '../../options/rows.js';
import { takenSnapshot } from '../../options/snapshot-rows.js';

/** The options of `snapshot`, by the field that each sets. */
export const SNAPSHOT_OPTIONS = {
  ...takenSnapshot,
  asOf: option('--as-of <TIME>', 'as it could be known then, from the stored observations', moment('asOf'), {
    conflicts: ['realData', 'demo', 'exchange'],
  }),
  out: option('--out <FILE>', 'also write it to this file as JSON', anyText),
  ...output,
} as const;
export type SnapshotGiven = GivenBy<typeof SNAPSHOT_OPTIONS>;
