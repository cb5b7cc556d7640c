import { SIGNED_SCORES, UNIT_SCORES } from '../../core/regime/schema.js';
import type { PriceColumn } from '../base.js';

/** Names that every file of rules knows. */
export const PRICES: readonly PriceColumn[] = ['open', 'high', 'low', 'close', 'volume'];

/** Of the position held: unknown while there is none. They have no past. */
export const POSITION = ['entry_price', 'profit', 'bars_held'] as const;
export type PositionName = (typeof POSITION)[number];

/** Of the regime model's opinion: unknown while there is none. They have no past. */
export const REGIME = ['prob_bull', 'prob_bear', ...SIGNED_SCORES, ...UNIT_SCORES] as const;
export type RegimeName = (typeof REGIME)[number];

/** Words of the language: no indicator may be called so. */
export const RESERVED: ReadonlySet<string> = new Set<string>([
  ...PRICES,
  ...POSITION,
  ...REGIME,
  'crosses',
  'above',
  'below',
  'and',
  'or',
  'not',
  'abs',
  'min',
  'max',
]);

export const isPrice = (name: string): name is PriceColumn => (PRICES as readonly string[]).includes(name);
export const isPosition = (name: string): name is PositionName => (POSITION as readonly string[]).includes(name);
export const isRegime = (name: string): name is RegimeName => (REGIME as readonly string[]).includes(name);

/** Kinds of indicators that a file of rules may declare. Those that are loaded only where a file uses one: */
export const LIBRARY_NAMES = ['wma', 'hma', 'dema', 'kama', 'adx', 'cci', 'williams_r', 'mfi'] as const;
export type LibraryName = (typeof LIBRARY_NAMES)[number];

export const OVER_COLUMN = ['sma', 'ema', 'rsi', 'stdev', 'roc'] as const;
export const OVER_BARS = ['atr', 'donchian_high', 'donchian_low', 'volatility'] as const;

export const INDICATOR_KINDS: readonly string[] = [...OVER_COLUMN, ...OVER_BARS, 'bollinger', 'macd', ...LIBRARY_NAMES];
