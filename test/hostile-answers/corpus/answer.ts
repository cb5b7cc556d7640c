import type { RegimeParseReason } from '../../../src/core/regime/regime-parse-error.js';

/** One text and what the parser has to make of it. */
export interface CorpusCase {
  readonly name: string;
  readonly text: string;
  /** The probability that must come out, or null where the text must be refused. */
  readonly probBull: number | null;
  /** Why it must be refused; any reason where absent. */
  readonly reason?: RegimeParseReason;
}

export interface Family {
  readonly family: string;
  readonly cases: readonly CorpusCase[];
}

/** A good answer; every case is a variation of it. */
export const BASE = {
  horizon_hours: 4,
  base_asset: 'BTCUSDT',
  prob_bull: 0.62,
  prob_bear: 0.38,
  regime_label: 'bull',
  confidence_level: 'medium',
  scores: {
    global_sentiment: 0.2,
    btc_sentiment: 0.35,
    altcoin_sentiment: -0.1,
    onchain_pressure: 0,
    liquidity_risk: 0.3,
    news_risk: 0.25,
    trend_strength: 0.5,
  },
  factors_summary: ['return_24h 2 %', 'funding flat'],
  reasoning_short: 'Price is above its averages; nothing else stands out.',
  timestamp_utc: '2026-06-01T12:00:00+00:00',
} as const;

export type Field = keyof typeof BASE;
export type Score = keyof typeof BASE.scores;

/** The good answer as JSON, with fields changed or added. */
export const answer = (change: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({ ...BASE, ...change });

export const pretty = (): string => JSON.stringify(BASE, null, 2);

/** The good answer with one field written literally so. */
export const withRaw = (field: Field, raw: string): string => answer({ [field]: '@@' }).replace('"@@"', () => raw);

export const withRawScore = (score: Score, raw: string): string =>
  answer({ scores: { ...BASE.scores, [score]: '@@' } }).replace('"@@"', () => raw);

export const without = (...fields: readonly string[]): string =>
  JSON.stringify(Object.fromEntries(Object.entries(BASE).filter(([key]) => !fields.includes(key))));

export const accept = (name: string, text: string, probBull: number = BASE.prob_bull): CorpusCase => ({
  name,
  text,
  probBull,
});

export const reject = (name: string, text: string, reason?: RegimeParseReason): CorpusCase => ({
  name,
  text,
  probBull: null,
  ...(reason === undefined ? {} : { reason }),
});
