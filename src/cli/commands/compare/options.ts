import { option, type GivenBy } from '../../options/option-table.js';
import { anyText } from '../../options/readers.js';
import { output, runsFolder } from '../../options/rows.js';

/** The options of `compare`, by the field that each sets. */
export const COMPARE_OPTIONS = {
  html: option('--html <FILE>', 'also write the comparison as one HTML page', anyText),
  runs: runsFolder,
  ...output,
} as const;
export type CompareGiven = GivenBy<typeof COMPARE_OPTIONS>;
