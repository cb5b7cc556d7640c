import type { MarketSnapshot } from '../../core/market-snapshot/schema.js';
import type { RegimeAssessment } from '../../core/regime/schema.js';
import { DEFAULT_WEIGHTS } from '../../core/position-sizing/index.js';
import { parseSymbol } from '../../core/symbol.js';
import { decimals, fraction } from '../shared/numbers.js';

const RISKS = [
  ['liquidity_risk', 'liquidity risk'],
  ['news_risk', 'news risk'],
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

function hardStop({ scores }: RegimeAssessment): string | null {
  for (const [name, label] of RISKS) {
    const value = scores[name];
    if (value !== null && value > DEFAULT_WEIGHTS.hardStop) {
      return `${label} is ${decimals(value, 2)}, above the hard stop of ${decimals(DEFAULT_WEIGHTS.hardStop, 2)}`;
    }
  }
  return null;
}

/** What to hold, in one sentence for a person. */
export function recommendationOf(result: SizedRegime, snapshot: MarketSnapshot): string {
  const { asset } = parseSymbol(snapshot.base_asset);
  const horizon = `for the next ${decimals(snapshot.horizon_hours, snapshot.horizon_hours % 1 === 0 ? 0 : 1)} h`;
  const { pos_long: long, pos_short: short, llm_output: regime } = result;
  if (regime === null) return `Hold nothing in ${asset} ${horizon}: no model gave a valid opinion.`;
  if (long === 0 && short === 0) {
    const stop = hardStop(regime);
    if (stop !== null) return `Stay out of ${asset} ${horizon}: ${stop}.`;
    return `Hold nothing in ${asset} ${horizon}: ${result.k_long === 0 && result.k_short === 0 ? 'both multipliers are 0' : 'the base sizes are 0'}.`;
  }
  const longSize = `${fraction(long)} of equity`;
  const shortSize = `${fraction(short)} of equity`;
  switch (regime.regime_label) {
    case 'bull':
      if (long === 0)
        return `${asset} looks bullish, but the long size is 0: hold nothing long ${horizon}, and at most ${shortSize} short.`;
      return short === 0
        ? `Hold ${asset} long with ${longSize} ${horizon}; no short.`
        : `Hold ${asset} long with ${longSize} ${horizon}; a short, if your strategy opens one, with at most ${shortSize}.`;
    case 'bear':
      if (short === 0)
        return `${asset} looks bearish and shorts are sized 0: keep a long, if you hold one, to ${longSize} ${horizon}.`;
      return long === 0
        ? `Hold ${asset} short with ${shortSize} ${horizon}; no long.`
        : `Hold ${asset} short with ${shortSize} ${horizon}; where you cannot short, keep a long to at most ${longSize}.`;
    case 'neutral':
      return `No side of ${asset} is favoured ${horizon}: at most ${longSize} long or ${shortSize} short, on other signals.`;
  }
}
