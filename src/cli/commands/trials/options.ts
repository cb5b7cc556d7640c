import { parseSymbol } from '../../../core/symbol.js';
import { option, type GivenBy } from '../../options/option-table.js';
import { anyText } from '../../options/readers.js';
import { output } from '../../options/rows.js';

/** The options of `trials`, by the field that each sets. */
export const TRIALS_OPTIONS = {
  symbol: option(
    '--symbol <SYMBOL>',
    'only those on this pair, e.g. BTCUSDT',
    anyText.transform((typed) => parseSymbol(typed).symbol),
  ),
  ...output,
} as const;
export type TrialsGiven = GivenBy<typeof TRIALS_OPTIONS>;
