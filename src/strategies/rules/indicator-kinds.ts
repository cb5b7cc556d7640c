/** Kinds of indicators that a file of rules may declare. Those that are loaded only where a file uses one: */
export const LIBRARY_NAMES = ['wma', 'hma', 'dema', 'kama', 'adx', 'cci', 'williams_r', 'mfi'] as const;
export type LibraryName = (typeof LIBRARY_NAMES)[number];

export const OVER_COLUMN = ['sma', 'ema', 'rsi', 'stdev', 'roc'] as const;
export const OVER_BARS = ['atr', 'donchian_high', 'donchian_low', 'volatility'] as const;

export const INDICATOR_KINDS: readonly string[] = [...OVER_COLUMN, ...OVER_BARS, 'bollinger', 'macd', ...LIBRARY_NAMES];
