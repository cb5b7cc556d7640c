import { option, type GivenBy } from '../../options/option-table.js';
import { flagOnly } from '../../options/readers.js';

export const CONFIG_INIT_OPTIONS = {
  force: option('--force', 'replace the file that is there', flagOnly),
} as const;
export type ConfigInitGiven = GivenBy<typeof CONFIG_INIT_OPTIONS>;
