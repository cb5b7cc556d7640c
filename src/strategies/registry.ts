import { z } from 'zod';
import { InputError } from '../core/errors.js';
import { suggest } from '../core/text/suggest.js';
import type { Strategy } from './base.js';
import { BuyAndHold, buyAndHoldSchema } from './buy-and-hold.js';
import { DonchianBreakout, donchianBreakoutSchema } from './donchian-breakout.js';
import { LlmRegime, llmRegimeSchema } from './llm-regime.js';
import { readParams } from './params.js';
import { RegimeScaled } from './regime-scaled.js';
import { RsiMeanReversion, rsiMeanReversionSchema } from './rsi-mean-reversion.js';
import { SmaCross, smaCrossSchema } from './sma-cross.js';
import { VolatilityTarget, volatilityTargetSchema } from './volatility-target.js';

/** A strategy that ships with the program. */
export interface StrategyEntry {
  readonly name: string;
  /** One line for listings. */
  readonly summary: string;
  /** What `params` may hold; defaults filled in. */
  readonly schema: z.ZodType<Record<string, unknown>>;
  /** @param params parsed by `schema` */
  readonly create: (params: Record<string, unknown>) => Strategy;
  /** Bars between two questions to a regime model; null where it asks none. */
  readonly decisionBars: (params: Record<string, unknown>) => number | null;
}

const regimeScaledSchema = z.strictObject({
  /** The wrapped strategy and its own parameters. */
  strategy: z.string().default('sma-cross'),
  params: z.record(z.string(), z.unknown()).default({}),
  k_max: z.number().positive().default(2),
  /** Bars between two questions, and the life of an opinion that a failed question leaves in force. */
  horizon_bars: z.number().int().min(1).default(24),
});

function entry<T extends Record<string, unknown>>(
  name: string,
  summary: string,
  schema: z.ZodType<T>,
  create: (params: T) => Strategy,
  decisionBars: (params: T) => number | null = () => null,
): StrategyEntry {
  return {
    name,
    summary,
    schema,
    create: (params) => create(schema.parse(params)),
    decisionBars: (params) => decisionBars(schema.parse(params)),
  };
}

export const STRATEGIES: readonly StrategyEntry[] = [
  entry('buy-and-hold', 'buys once and holds', buyAndHoldSchema, (params) => new BuyAndHold(params)),
  entry('sma-cross', 'long while a fast moving average is above a slow one', smaCrossSchema, (p) => new SmaCross(p)),
  entry(
    'rsi-mean-reversion',
    'buys what has fallen fast, leaves when it is back',
    rsiMeanReversionSchema,
    (params) => new RsiMeanReversion(params),
  ),
  entry(
    'donchian-breakout',
    'follows breakouts of the highest high and lowest low',
    donchianBreakoutSchema,
    (params) => new DonchianBreakout(params),
  ),
  entry(
    'volatility-target',
    'always long, the larger the calmer the market',
    volatilityTargetSchema,
    (params) => new VolatilityTarget(params),
  ),
  entry(
    'llm-regime',
    'trades the regime model’s opinion alone',
    llmRegimeSchema,
    (params) => new LlmRegime(params),
    (params) => params.horizon_bars,
  ),
  entry(
    'regime-scaled',
    'another strategy, its size scaled by the regime',
    regimeScaledSchema,
    ({ strategy, params, k_max, horizon_bars }) =>
      new RegimeScaled(createStrategy(strategy, params), { kMax: k_max, horizonBars: horizon_bars }),
    (params) => params.horizon_bars,
  ),
];

/** @throws InputError `strategy.unknown` that lists the names there are */
export function findStrategy(name: string): StrategyEntry {
  const found = STRATEGIES.find((each) => each.name === name);
  if (found !== undefined) return found;
  const known = STRATEGIES.map((each) => each.name);
  const names = known.join(', ');
  // `SMA_Cross`, `smacross`: the letters are what was meant.
  const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const meant = known.find((each) => letters(each) === letters(name)) ?? suggest(name, known);
  const hint = meant === null ? '' : ` Did you mean "${meant}"?`;
  throw new InputError(
    'strategy.unknown',
    `There is no strategy "${name}": choose one of ${names}, or a file.${hint}`,
    {
      where: 'strategy',
      expected: names,
    },
  );
}

/** Parameters with their defaults. @throws InputError `strategy.params` that names every wrong one */
export function parseStrategyParams(
  entry: StrategyEntry,
  params: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return readParams(entry.name, entry.schema, params);
}

/** A shipped strategy by name. */
export function createStrategy(name: string, params: Readonly<Record<string, unknown>> = {}): Strategy {
  const found = findStrategy(name);
  return found.create(parseStrategyParams(found, params));
}

/** `k=v` as a command line gives it: JSON where it parses (`20`, `true`, `{"fast":5}`), text otherwise. */
export function parseParamPair(pair: string): [name: string, value: unknown] {
  const at = pair.indexOf('=');
  if (at < 1) {
    throw new InputError('strategy.param-pair', `"${pair}" is not a parameter: write name=value.`, {
      where: 'params',
    });
  }
  const text = pair.slice(at + 1);
  try {
    return [pair.slice(0, at), JSON.parse(text)];
  } catch {
    return [pair.slice(0, at), text];
  }
}
