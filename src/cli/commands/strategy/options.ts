import { option, type GivenBy } from '../../options/option-table.js';
import { anyText, flagOnly } from '../../options/readers.js';
import { config, json } from '../../options/rows.js';

export const STRATEGY_LIST_OPTIONS = { json } as const;
export type StrategyListGiven = GivenBy<typeof STRATEGY_LIST_OPTIONS>;

export const STRATEGY_NEW_OPTIONS = {
  js: option('--js', 'in JavaScript instead of TypeScript', flagOnly),
  dir: option(
    '--dir <DIR>',
    'where it gets a folder of its own (default: strategies in the user data folder)',
    anyText,
  ),
  config,
} as const;
export type StrategyNewGiven = GivenBy<typeof STRATEGY_NEW_OPTIONS>;
