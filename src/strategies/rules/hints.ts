import { suggest } from '../../core/text/suggest.js';
import { INDICATOR_KINDS } from './names.js';

/** What people call a field elsewhere. */
const SYNONYMS: Readonly<Record<string, string>> = {
  stoploss: 'stop',
  sl: 'stop',
  takeprofit: 'take_profit',
  tp: 'take_profit',
  target: 'take_profit',
  trailing: 'trailing_stop',
  trail: 'trailing_stop',
  entry: 'enter',
  buy: 'enter',
  when: 'enter',
  close: 'exit',
  sell: 'exit',
  amount: 'size',
  quantity: 'size',
  positionsize: 'size',
  stake: 'size',
  direction: 'side',
  and: 'all',
  or: 'any',
  cooldown: 'cooldown_bars',
  maxbars: 'max_bars',
  bars: 'max_bars',
};

/** ` (did you mean "stop"?)` for an unknown field, or nothing. */
export function fieldHint(typed: string, known: readonly string[]): string {
  const letters = typed.toLowerCase().replace(/[^a-z]/g, '');
  const synonym = SYNONYMS[letters];
  const meant = synonym !== undefined && known.includes(synonym) ? synonym : suggest(typed, known);
  return meant === null ? '' : ` (did you mean "${meant}"?)`;
}

/** For `ema200`, `rsi_14`, `rsi`: how the indicator that was meant is declared. Empty where none was. */
export function indicatorHint(name: string): string {
  const [, letters = '', digits] = /^([A-Za-z_]+?)_?([0-9]{1,5})?$/.exec(name) ?? [];
  const kind = letters.toLowerCase();
  if (!INDICATOR_KINDS.includes(kind)) return '';
  const written = digits === undefined ? name : `${kind}${digits}`;
  const period = kind === 'macd' ? '[12, 26, 9]' : (digits ?? '14');
  return `; declare it first: indicators: { ${written}: { ${kind}: ${period} } }`;
}
