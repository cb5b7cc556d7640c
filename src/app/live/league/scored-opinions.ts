import { BarSeries, type BarRow } from '../../../core/bars.js';
import type { JournalRecord } from '../../../core/ports/journal.js';
import { labelDecision } from '../../../evaluation/label.js';
import { readRecord, type RecordOf } from '../../../live/session/records.js';

/** An opinion whose window has closed. */
export interface ScoredOpinion {
  /** `provider/model`, an ensemble, or the id of a baseline. */
  readonly answeredBy: string;
  /** 0 … 1. */
  readonly probBull: number;
  readonly outcome: 0 | 1;
  /** UTC ms. */
  readonly maturesAt: number;
}

/**
 * What a session asked, and what the market made of the answers, by the moments of the decisions: the bars of its journal say it.
 * @param intervalMs length of a bar
 * @param decisionBars how long an opinion holds, bars
 */
export function scoredOpinions(
  records: readonly JournalRecord[],
  intervalMs: number,
  decisionBars: number,
): { readonly outcomes: readonly RecordOf<'opinion'>[]; readonly scored: ReadonlyMap<number, ScoredOpinion> } {
  const outcomes = records.flatMap((record) => (record.kind === 'opinion' ? [readRecord(record, 'opinion')] : []));
  const scored = new Map<number, ScoredOpinion>();
  const bars = firstSymbolBars(records, intervalMs);
  if (outcomes.length === 0 || bars.length === 0) return { outcomes, scored };
  const horizonMs = decisionBars * intervalMs;
  for (const { decidedAt, assessment, answeredBy } of outcomes) {
    const label = labelDecision(bars, decidedAt, horizonMs);
    const probBull = assessment?.prob_bull;
    if (!label.scored || typeof probBull !== 'number' || answeredBy === null) continue;
    scored.set(decidedAt, { answeredBy, probBull, outcome: label.outcome, maturesAt: decidedAt + horizonMs });
  }
  return { outcomes, scored };
}

/** Bars of the symbol that opinions are about, which is the first of the account, those before the first decision included. */
function firstSymbolBars(records: readonly JournalRecord[], intervalMs: number): BarSeries {
  const booked = records.find(({ kind }) => kind === 'booked');
  const symbol = booked === undefined ? '' : (Object.keys(readRecord(booked, 'booked').positions)[0] ?? '');
  const rows = new Map<number, BarRow>();
  for (const record of records) {
    if (record.kind !== 'warm_up' && record.kind !== 'bars') continue;
    for (const { symbol: of, openTime, open, high, low, close, volume } of readRecord(record, record.kind).bars) {
      if (of === symbol) rows.set(openTime, { openTime, open, high, low, close, volume });
    }
  }
  return BarSeries.fromRows(
    symbol,
    intervalMs,
    [...rows.values()].sort((a, b) => a.openTime - b.openTime),
  );
}
