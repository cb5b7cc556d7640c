import { option, type GivenBy } from '../../options/option-table.js';
import { flagOnly } from '../../options/readers.js';
import { output } from '../../options/rows.js';

/** The options of `doctor`, by the field that each sets. */
export const DOCTOR_OPTIONS = {
  offline: option('--offline', 'leave out whatever needs a network', flagOnly),
  ...output,
} as const;
export type DoctorGiven = GivenBy<typeof DOCTOR_OPTIONS>;
