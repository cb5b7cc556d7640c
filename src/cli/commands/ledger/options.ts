import { z } from 'zod';
import { option, type GivenBy } from '../../options/option-table.js';
import { anyText, flagOnly, moment, whole } from '../../options/readers.js';
import { config, output } from '../../options/rows.js';
import { parseModelName } from '../../../app/config/index.js';

const model = option('--model <MODEL>', 'only calls to this provider/name', anyText.transform(modelId));

/** Which recorded calls are meant. */
const which = {
  model,
  from: option('--from <TIME>', 'recorded at or after, e.g. 2026-01-31 (UTC)', moment('from')),
  to: option('--to <TIME>', 'recorded before', moment('to')),
} as const;

export const LEDGER_LIST_OPTIONS = {
  ...which,
  finish: option(
    '--finish <HOW>',
    'how the call ended',
    z.enum(['stop', 'length', 'content-filter', 'error', 'unknown', 'failed']),
  ),
  variant: option('--variant <NAME>', 'which masking of the snapshot: none, without-news', anyText),
  text: option('--text <TEXT>', 'somewhere in the prompts or the answer', anyText),
  limit: option('--limit <N>', 'the newest so many', whole(1), { fallback: '20' }),
  ...output,
} as const;
export type LedgerListGiven = GivenBy<typeof LEDGER_LIST_OPTIONS>;

export const STATS_OPTIONS = { ...which, ...output } as const;
export type LedgerStatsGiven = GivenBy<typeof STATS_OPTIONS>;

export const LEDGER_EXPORT_OPTIONS = { out: option('--out <FILE>', 'default: stdout', anyText), config } as const;
export type LedgerExportGiven = GivenBy<typeof LEDGER_EXPORT_OPTIONS>;

export const LEDGER_PRUNE_OPTIONS = {
  before: option('--before <TIME>', 'recorded before, e.g. 2026-01-31 (UTC)', moment('before')),
  model,
  keepLatest: option('--keep-latest', 'only calls whose question was answered again later', flagOnly),
  yes: option('--yes', 'really delete them', flagOnly),
  ...output,
} as const;
export type LedgerPruneGiven = GivenBy<typeof LEDGER_PRUNE_OPTIONS>;

/** `provider/name`, as it is recorded; a bare name is Ollama's, as everywhere. */
function modelId(text: string): string {
  const choice = parseModelName(text);
  return choice.kind === 'llm' ? choice.id : text;
}
