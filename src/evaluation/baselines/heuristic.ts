import { UnavailableError } from '../../core/errors.js';
import type { MarketSnapshot } from '../../core/market-snapshot/schema.js';
import type { RegimeModel } from '../../core/ports/regime-model.js';
import { clamp } from '../../core/position-sizing/lenient-input.js';
import { regimeLabelOf, type RegimeAssessment, type RegimeScores } from '../../core/regime/schema.js';

/** Named as a rule, never as a model: `baseline/heuristic-1`. The number changes with any weight below. */
export const HEURISTIC_ID = 'baseline/heuristic-1';

/**
 * How far the rule ever leans: prob_bull stays in [0.28, 0.72]. It has not earned more; a measured baseline may.
 */
const MAX_LEAN = 0.22;

/** One sign of the market, in [−1, 1] (positive speaks for bull), with its weight in the sum. */
interface Sign {
  readonly weight: number;
  readonly value: number;
  readonly text: string;
}

const percent = (value: number, digits = 1): string => `${value >= 0 ? '+' : ''}${value.toFixed(digits)} %`;

/** A return over `hours` in standard deviations of what the realised volatility makes usual, squashed to (−1, 1). */
function momentum(returnPct: number, hours: number, realizedVol: number | null): number {
  const usualPct = (realizedVol ?? 0.6) * Math.sqrt(hours / 8_760) * 100;
  return Math.tanh(returnPct / Math.max(usualPct, 0.05));
}

/** Every sign that the snapshot has an input for; a missing input gives no sign rather than a neutral one. */
function signsOf({ market, onchain, macro_context }: MarketSnapshot): Sign[] {
  const signs: Sign[] = [];
  const add = (input: number | null, make: (input: number) => Sign): void => {
    if (input !== null) signs.push(make(input));
  };
  add(market.change_24h_pct, (r) => ({
    weight: 0.2,
    value: momentum(r, 24, market.realized_vol),
    text: `Price ${percent(r)} over 24 h`,
  }));
  add(market.return_7d_pct, (r) => ({
    weight: 0.3,
    value: momentum(r, 168, market.realized_vol),
    text: `Price ${percent(r)} over 7 days`,
  }));
  add(market.distance_sma_30d_pct, (r) => ({
    weight: 0.2,
    value: Math.tanh(r / 8),
    text: `Price ${percent(r)} from its 30-day mean`,
  }));
  // Crowded longs pay: 0.01 % per interval is the usual rate, ten times that is extreme.
  add(market.funding_rate, (f) => ({
    weight: 0.1,
    value: -Math.tanh((f - 0.0001) / 0.0005),
    text: `Funding ${percent(f * 100, 4)} per interval`,
  }));
  add(onchain.exchange_netflows_btc, (n) => ({
    weight: 0.1,
    value: -Math.tanh(n / 10_000),
    text: `${n >= 0 ? 'Net inflow' : 'Net outflow'} of ${Math.abs(Math.round(n))} BTC at exchanges`,
  }));
  add(onchain.stablecoin_supply_change_pct, (c) => ({
    weight: 0.1,
    value: Math.tanh(c / 1.5),
    text: `Stablecoin supply ${percent(c, 2)} over 7 days`,
  }));
  // Contrarian only at the ends: 20 and below, 80 and above.
  add(macro_context.fear_greed_index, (g) => ({
    weight: 0.1,
    value: g <= 20 ? (20 - g) / 20 : g >= 80 ? (80 - g) / 20 : 0,
    text: `Fear & Greed at ${Math.round(g)}`,
  }));
  return signs;
}

function scoresOf(snapshot: MarketSnapshot, signs: readonly Sign[]): RegimeScores {
  const { market, onchain, macro_context, news } = snapshot;
  const sentiments = news.flatMap((item) => (item.sentiment === null ? [] : [item.sentiment]));
  const negative = sentiments.filter((sentiment) => sentiment < -0.2).length;
  const chain = [
    onchain.exchange_netflows_btc === null ? null : -Math.tanh(onchain.exchange_netflows_btc / 10_000),
    onchain.stablecoin_supply_change_pct === null ? null : Math.tanh(onchain.stablecoin_supply_change_pct / 1.5),
  ].filter((value) => value !== null);
  const price = signs.filter((sign) => sign.text.startsWith('Price'));
  const priceLean = price.reduce((sum, sign) => sum + sign.value, 0) / Math.max(price.length, 1);
  const fear = macro_context.fear_greed_index;
  return {
    global_sentiment: fear === null ? null : clamp((fear - 50) / 50, -1, 1),
    btc_sentiment: price.length === 0 ? null : clamp(priceLean, -1, 1),
    altcoin_sentiment: null,
    onchain_pressure: chain.length === 0 ? null : chain.reduce((sum, value) => sum + value, 0) / chain.length,
    // Spread of 1 bp and 50 % volatility are ordinary for a major pair; 20 bp or 200 % are not.
    liquidity_risk: clamp(
      ((market.spread_bps ?? 1) - 1) / 20 + Math.max((market.realized_vol ?? 0.5) - 0.5, 0) / 3,
      0,
      0.85,
    ),
    news_risk: sentiments.length === 0 ? null : clamp((negative / sentiments.length) * 0.8, 0, 0.8),
    trend_strength: clamp(Math.abs(priceLean), 0, 1),
  };
}

/** The deterministic rule: same snapshot, same answer. @throws UnavailableError without any price history */
export function heuristicAssessment(snapshot: MarketSnapshot): RegimeAssessment {
  const signs = signsOf(snapshot);
  if (!signs.some((sign) => sign.text.startsWith('Price'))) {
    throw new UnavailableError(
      'baseline.no-input',
      'The heuristic baseline needs price history, and the snapshot has none.',
      {
        where: 'market',
        remedy: 'see data_quality for what the market source reported',
        retryable: true,
      },
    );
  }
  const weight = signs.reduce((sum, sign) => sum + sign.weight, 0);
  const lean = signs.reduce((sum, sign) => sum + sign.weight * sign.value, 0) / weight;
  const probBull = Math.round((0.5 + MAX_LEAN * clamp(lean, -1, 1)) * 10_000) / 10_000;
  const probBear = Math.round((1 - probBull) * 10_000) / 10_000;
  const strongest = [...signs].sort((a, b) => Math.abs(b.weight * b.value) - Math.abs(a.weight * a.value)).slice(0, 4);
  return {
    horizon_hours: snapshot.horizon_hours,
    base_asset: snapshot.base_asset,
    prob_bull: probBull,
    prob_bear: probBear,
    regime_label: regimeLabelOf(probBull, probBear),
    confidence_level: signs.length >= 5 && Math.abs(lean) > 0.4 ? 'medium' : 'low',
    scores: scoresOf(snapshot, signs),
    factors_summary: strongest.map(
      (sign) => `${sign.text} (${sign.value >= 0 ? 'bull' : 'bear'} ${Math.abs(sign.value).toFixed(2)})`,
    ),
    reasoning_short: `A fixed rule over ${signs.length} signs, not a language model: the weighted lean is ${lean.toFixed(2)} on a scale from −1 (bear) to 1 (bull).`,
    timestamp_utc: snapshot.timestamp_utc,
  };
}

/**
 * The embedded default where no model server is configured: momentum, volatility, funding, flows and fear & greed by fixed,
 * unfitted weights. A statistical baseline, to be shown as one; what it is worth is for the evaluation to say.
 */
export const heuristicModel: RegimeModel = {
  id: HEURISTIC_ID,
  kind: 'baseline',
  assess: (snapshot) =>
    Promise.resolve({
      assessment: heuristicAssessment(snapshot),
      model: { id: HEURISTIC_ID, kind: 'baseline' as const, version: null },
      usage: null,
      warnings: [],
    }),
};
