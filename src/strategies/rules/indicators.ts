import { z } from 'zod';
import { INDICATOR_KINDS, LIBRARY_NAMES, OVER_BARS, OVER_COLUMN, type LibraryName } from './names.js';
import type { Indicator, IndicatorFactory, IndicatorKernel, PriceColumn } from '../base.js';

const PERIOD = 'expected a whole number of bars, from 1 to 100000';
const period = z.int(PERIOD).min(1, PERIOD).max(100_000, PERIOD);
const source = z.enum(['open', 'high', 'low', 'close', 'volume']).optional();
/** Like `4h`, `1d`: the indicator is computed on complete bars of that length. */
const timeframe = z
  .string()
  .regex(/^[1-9][0-9]{0,3}[smhdw]$/, 'expected an interval such as 15m, 4h or 1d')
  .optional();

/** Outputs of an indicator by name; one with a single output has it under the empty name. */
export type Outputs = Readonly<Record<string, Indicator>>;

/** Makes the arithmetic of an indicator of the library; loaded only where a file uses one. */
export type LibraryIndicators = Readonly<
  Record<LibraryName, (period: number, source: PriceColumn) => () => IndicatorKernel>
>;

/** Of these, the ones that read whole bars, so that a source says nothing. */
const WHOLE_BARS: readonly LibraryName[] = ['adx', 'cci', 'williams_r', 'mfi'];

const overColumn = (kind: string) => z.strictObject({ [kind]: period, source, timeframe });
const overBars = (kind: string) => z.strictObject({ [kind]: period, timeframe });

const options = [
  ...OVER_COLUMN.map(overColumn),
  ...OVER_BARS.map(overBars),
  z.strictObject({ bollinger: period, deviations: z.number().positive().max(100).optional(), timeframe }),
  z.strictObject({ macd: z.tuple([period, period, period], 'expected [fast, slow, signal] in bars'), timeframe }),
  ...LIBRARY_NAMES.map((kind) => (WHOLE_BARS.includes(kind) ? overBars(kind) : overColumn(kind))),
] as const;

/** `{ sma: 20 }`, `{ rsi: 14, timeframe: 4h }`, `{ bollinger: 20, deviations: 2 }`, `{ macd: [12, 26, 9] }` … */
export const indicatorSchema = z.union(options, {
  error: `expected one indicator, such as { sma: 20 }; there are ${INDICATOR_KINDS.join(', ')}`,
});

/** One indicator, whatever its kind. */
export interface IndicatorSpec {
  readonly kind: string;
  readonly periods: readonly number[];
  readonly source: PriceColumn;
  readonly deviations: number;
  readonly timeframe: string | null;
}

export function specOf(parsed: z.infer<typeof indicatorSchema>): IndicatorSpec {
  const fields = parsed as Readonly<Record<string, unknown>>;
  const kind = INDICATOR_KINDS.find((each) => Object.hasOwn(fields, each))!;
  const periods = fields[kind] as number | readonly number[];
  return {
    kind,
    periods: typeof periods === 'number' ? [periods] : periods,
    source: (fields.source as PriceColumn | undefined) ?? 'close',
    deviations: (fields.deviations as number | undefined) ?? 2,
    timeframe: (fields.timeframe as string | undefined) ?? null,
  };
}

/** Names of the outputs: `['']` for one, else parts such as `upper`. */
export function outputNames({ kind }: IndicatorSpec): readonly string[] {
  if (kind === 'bollinger') return ['upper', 'middle', 'lower'];
  return kind === 'macd' ? ['line', 'signal', 'histogram'] : [''];
}

export const isLibrary = ({ kind }: IndicatorSpec): boolean => (LIBRARY_NAMES as readonly string[]).includes(kind);

/** Declares an indicator; call while the strategy is initialised. @param library null where the file uses none of it */
export function declare(factory: IndicatorFactory, spec: IndicatorSpec, library: LibraryIndicators | null): Outputs {
  const { kind, periods, source: column, deviations } = spec;
  const [first = 1, second, third] = periods;
  switch (kind) {
    case 'sma':
    case 'ema':
    case 'rsi':
    case 'stdev':
    case 'roc':
      return { '': factory[kind](first, column) };
    case 'atr':
    case 'volatility':
      return { '': factory[kind](first) };
    case 'donchian_high':
      return { '': factory.donchianHigh(first) };
    case 'donchian_low':
      return { '': factory.donchianLow(first) };
    case 'bollinger':
      return factory.bollinger(first, deviations);
    case 'macd':
      return factory.macd(first, second, third);
    default:
      return { '': factory.indicator(library![kind as LibraryName](first, column)) };
  }
}
