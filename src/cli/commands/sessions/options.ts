import { option, type GivenBy } from '../../options/option-table.js';
import { anyText } from '../../options/readers.js';
import { config, output } from '../../options/rows.js';

export const SESSION_OPTIONS = output;
export type SessionGiven = GivenBy<typeof SESSION_OPTIONS>;

export const SESSION_CONTROL_OPTIONS = { config } as const;
export type SessionControlGiven = GivenBy<typeof SESSION_CONTROL_OPTIONS>;

export const SESSION_HALT_OPTIONS = {
  reason: option('--reason <TEXT>', 'what the file says', anyText, { fallback: 'by hand' }),
  config,
} as const;
export type SessionHaltGiven = GivenBy<typeof SESSION_HALT_OPTIONS>;
