import { z } from 'zod';
import { option, type GivenBy } from '../../options/option-table.js';
import { anyText } from '../../options/readers.js';
import { output, sizing } from '../../options/rows.js';

/** The options of `size`, by the field that each sets. */
export const SIZE_OPTIONS = {
  regime: option('--regime <FILE>', 'JSON of a regime, or a saved cycle.json; - reads stdin', anyText),
  side: option('--side <SIDE>', 'which side position_size is for', z.enum(['long', 'short']), { fallback: 'long' }),
  ...sizing,
  ...output,
} as const;
export type SizeGiven = GivenBy<typeof SIZE_OPTIONS>;
