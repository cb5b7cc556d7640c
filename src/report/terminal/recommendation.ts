import type { MarketSnapshot } from '../../core/market-snapshot/schema.js';
import type { RegimeAssessment } from '../../core/regime/schema.js';
import { DEFAULT_WEIGHTS } from '../../core/position-sizing/index.js';
import { parseSymbol } from '../../core/symbol.js';
import type { Say } from '../language/say.js';
import { decimals, fraction } from '../shared/numbers.js';

const RISKS = [
  ['liquidity_risk', 'liquidity risk is {value}, above the hard stop of {stop}'],
  ['news_risk', 'news risk is {value}, above the hard stop of {stop}'],
] as const;

/** What a recommendation is made from. */
export interface SizedRegime {
  /** Null where no model had a valid opinion. */
  readonly llm_output: RegimeAssessment | null;
  readonly k_long: number;
  readonly k_short: number;
  readonly pos_long: number;
  readonly pos_short: number;
}

function hardStop({ scores }: RegimeAssessment, say: Say): string | null {
  for (const [name, text] of RISKS) {
    const value = scores[name];
    if (value !== null && value > DEFAULT_WEIGHTS.hardStop) {
      return say(text, { value: decimals(value, 2), stop: decimals(DEFAULT_WEIGHTS.hardStop, 2) });
    }
  }
  return null;
}

const NO_LONG =
  '{asset} looks bullish, but the long size is 0: hold nothing long for the next {hours} h, and at most {short} of equity short.';
const LONG_ALONE = 'Hold {asset} long with {long} of equity for the next {hours} h; no short.';
const LONG_FIRST =
  'Hold {asset} long with {long} of equity for the next {hours} h; a short, if your strategy opens one, with at most {short} of equity.';
const NO_SHORT =
  '{asset} looks bearish and shorts are sized 0: keep a long, if you hold one, to {long} of equity for the next {hours} h.';
const SHORT_ALONE = 'Hold {asset} short with {short} of equity for the next {hours} h; no long.';
const SHORT_FIRST =
  'Hold {asset} short with {short} of equity for the next {hours} h; where you cannot short, keep a long to at most {long} of equity.';
const NO_SIDE =
  'No side of {asset} is favoured for the next {hours} h: at most {long} of equity long or {short} of equity short, on other signals.';

/** A horizon in hours, with a decimal where it has one. */
export const hoursText = (hours: number): string => decimals(hours, hours % 1 === 0 ? 0 : 1);

/** What to hold, in one sentence for a person. */
export function recommendationOf(result: SizedRegime, snapshot: MarketSnapshot, say: Say): string {
  const { asset } = parseSymbol(snapshot.base_asset);
  const hours = hoursText(snapshot.horizon_hours);
  const { pos_long: long, pos_short: short, llm_output: regime } = result;
  if (regime === null) {
    return say('Hold nothing in {asset} for the next {hours} h: no model gave a valid opinion.', { asset, hours });
  }
  if (long === 0 && short === 0) {
    const why = hardStop(regime, say);
    if (why !== null) return say('Stay out of {asset} for the next {hours} h: {why}.', { asset, hours, why });
    return result.k_long === 0 && result.k_short === 0
      ? say('Hold nothing in {asset} for the next {hours} h: both multipliers are 0.', { asset, hours })
      : say('Hold nothing in {asset} for the next {hours} h: the base sizes are 0.', { asset, hours });
  }
  const values = { asset, hours, long: fraction(long), short: fraction(short) };
  switch (regime.regime_label) {
    case 'bull':
      if (long === 0) return say(NO_LONG, values);
      return say(short === 0 ? LONG_ALONE : LONG_FIRST, values);
    case 'bear':
      if (short === 0) return say(NO_SHORT, values);
      return say(long === 0 ? SHORT_ALONE : SHORT_FIRST, values);
    case 'neutral':
      return say(NO_SIDE, values);
  }
}
