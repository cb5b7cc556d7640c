import { parseMoment } from '../../../app/data/time-range.js';
import { option, type GivenBy } from '../../options/option-table.js';
import { anyText } from '../../options/readers.js';
import { config, ledger, output, setting, several } from '../../options/rows.js';
import { takenOrSavedSnapshot } from '../../options/snapshot-rows.js';

/** The options of `prompt` itself, by the field that each sets. */
export const PROMPT_OPTIONS = { ...takenOrSavedSnapshot, prompt: setting('llm.prompt', 'ID'), ...output } as const;
export type PromptGiven = GivenBy<typeof PROMPT_OPTIONS>;

export const PROMPT_DIFF_OPTIONS = { config } as const;
export type PromptDiffGiven = GivenBy<typeof PROMPT_DIFF_OPTIONS>;

export const PROMPT_NEW_OPTIONS = {
  from: option('--from <PROMPT>', 'whose words it begins with', anyText, { fallback: 'regime-2-compact' }),
  config,
} as const;
export type PromptNewGiven = GivenBy<typeof PROMPT_NEW_OPTIONS>;

export const PROMPT_TRY_OPTIONS = {
  dates: option(
    '--dates <TIMES>',
    'e.g. 2022-06-13,2022-11-09 (UTC), separated by commas',
    anyText.transform((typed) => typed.split(',').map((date) => parseMoment(date.trim(), 'dates'))),
    { mandatory: true },
  ),
  data: several('--data <FILE|SYMBOL:INTERVAL>', 'bars, as for a backtest; may be repeated'),
  funding: several('--funding <FILE>', 'settled funding; may be repeated'),
  observations: option(
    '--observations <FILE>',
    'what was known then beside the bars: a JSONL file, or "store"',
    anyText,
  ),
  baseAsset: setting('baseAsset', 'PAIR'),
  horizonHours: setting('horizonHours', 'HOURS'),
  model: setting('llm.model', 'MODEL'),
  ...ledger,
  ...output,
} as const;
export type PromptTryGiven = GivenBy<typeof PROMPT_TRY_OPTIONS>;
