import { describe, expect, it } from 'vitest';
import type { MarketSnapshot } from '../../core/market-snapshot/schema.js';
import { seededRandom } from '../../core/ports/random.js';
import { heuristicAssessment } from '../baselines/heuristic.js';
import { askBoth, calibrated, lookAhead, memoriser } from '../fixtures/simulated-forecasters.js';
import { sampleSnapshot } from '../fixtures/sample-snapshot.js';
import { simulatedMarket } from '../fixtures/simulated-market.js';
import type { HeadlineStart } from './headline-start.js';
import { probeQuestions, type ProbeQuestion } from './probe-questions.js';
import { contaminationReport, type ProbeAnswer } from './report.js';
import { contaminationReportSchema } from './report-schema.js';
import { weeklyCloses } from './recitation/weekly-closes.js';

const market = simulatedMarket(3, 600);
const { decisions, overlap, bars } = market;
const cutoff = decisions[400]!.decidedAt;
const headline = (from: number | 'unknown'): HeadlineStart => ({ from, because: 'm was released then', parts: [] });
const options = () => ({ random: seededRandom(1), overlap });
const base = sampleSnapshot();
const maskedQuestion = (decidedAt: number): ProbeQuestion => ({
  decidedAt,
  variant: 'masked',
  snapshot: base,
  comparedWith: 'none',
  direction: 0,
});

describe('questions of a probe', () => {
  const at = (
    day: number,
    sentiment: number | null,
    market: Partial<MarketSnapshot['market']> = {},
  ): MarketSnapshot => ({
    ...base,
    timestamp_utc: new Date(Date.UTC(2022, 0, day)).toISOString(),
    market: { ...base.market, ...market },
    news: sentiment === null ? [] : [{ ...base.news[0]!, sentiment }],
  });
  const flat = Object.fromEntries(Object.keys(base.market).map((name) => [name, null])) as MarketSnapshot['market'];

  it('are the forms that can be made of each decision', () => {
    const snapshots = [at(1, 0.5), at(5, -0.5), at(9, null), at(12, null, flat)];
    const forms = probeQuestions(snapshots, 1).map(({ decidedAt, variant, comparedWith, direction }) => [
      new Date(decidedAt).getUTCDate(),
      variant,
      comparedWith,
      direction,
    ]);
    expect(forms).toEqual([
      [1, 'none', null, 0],
      [1, 'masked', 'none', 0],
      [1, 'without-news', 'none', 0],
      [1, 'reversed-trend', 'without-news', 1],
      [1, 'swapped-news', 'none', -1],
      [5, 'none', null, 0],
      [5, 'masked', 'none', 0],
      [5, 'without-news', 'none', 0],
      [5, 'reversed-trend', 'without-news', 1],
      [5, 'swapped-news', 'none', 1],
      [9, 'none', null, 0],
      [9, 'masked', 'none', 0],
      [9, 'reversed-trend', 'none', 1],
      [12, 'none', null, 0],
      [12, 'masked', 'none', 0],
    ]);
  });
  it('show that a rule reads its data: the heuristic baseline follows a mirrored trend and knows no masks', () => {
    const random = seededRandom(8);
    const snapshots = Array.from({ length: 60 }, (_, i) => {
      const r = (random.next() - 0.5) * 20;
      return at(1 + i, null, {
        change_24h_pct: r / 3,
        return_7d_pct: r,
        distance_sma_30d_pct: r / 2,
        return_30d_pct: r,
        return_1h_pct: r / 9,
        return_4h_pct: r / 6,
        distance_sma_24h_pct: r / 9,
        distance_sma_7d_pct: r / 3,
        rsi_14: 50 + r,
      });
    });
    const answers = probeQuestions(snapshots, 1).map((question): ProbeAnswer => ({
      question,
      probBull: heuristicAssessment(question.snapshot).prob_bull,
    }));
    const plain = new Map(
      answers.flatMap(({ question, probBull }) =>
        question.variant === 'none' ? [[question.decidedAt, probBull]] : [],
      ),
    );
    for (const { question, probBull } of answers)
      if (question.variant === 'masked') expect(probBull).toBe(plain.get(question.decidedAt));
    const forecasts = [...plain].map(([decidedAt, probBull], i) => ({
      decidedAt,
      maturesAt: decidedAt + 86_400_000,
      probBull,
      label: { outcome: (i % 2) as 0 | 1, horizonReturn: 0, shareAbove: 0 },
      assessment: null,
    }));
    const report = contaminationReport(
      { model: 'baseline/heuristic-1', headline: headline(0), forecasts, answers, cutoff: null },
      { ...options(), overlap: 1 },
    );
    expect(report.masking).toMatchObject({ difference: 0, memorised: false, n: 60 });
    const [effect] = report.data_effects;
    expect(effect).toMatchObject({ change: 'reversed-trend', n_directed: 60, share_against_data: 0 });
    expect(effect!.share_with_data!).toBeGreaterThan(0.9);
    expect(effect!.mean_shift_interval![0]).toBeGreaterThan(0);
  });
});

describe('report', () => {
  const reportOf = (forecaster: ReturnType<typeof calibrated>, from: number | 'unknown' = cutoff) => {
    const { plain, masked } = askBoth(decisions, forecaster);
    const answers = masked.map(({ decidedAt, probBull }) => ({ question: maskedQuestion(decidedAt), probBull }));
    return contaminationReport(
      { model: 'test/m', headline: headline(from), forecasts: plain, answers, cutoff },
      options(),
    );
  };
  it('of an honest one raises no flag, and says so with its limits', () => {
    const report = reportOf(calibrated(seededRandom(5)));
    expect(contaminationReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    expect(report).toMatchObject({ flags: [], n_headline: 200, n_before_headline: 400 });
    expect(report.sentences[0]).toMatch(
      /^The headline starts on 2020-07-\d\d, because m was released then: 200 decisions count and 400 before it do not\.$/,
    );
    expect(report.sentences[1]).toContain('no measurable difference');
    expect(report.sentences[2]).toContain('not measurably higher');
    expect(report.limits.length).toBeGreaterThan(2);
  });
  it('of a memoriser says that it remembers', () => {
    const report = reportOf(memoriser(seededRandom(5), cutoff, 0.3));
    expect(report.flags).toContain('memorised');
    expect(report.flags).toContain('better_before_cutoff');
    expect(report.sentences.join(' ')).toMatch(
      /speaks for memory: Brier 0\.\d+ plain, 0\.\d+ masked.*before its cutoff.*higher before the training cutoff/,
    );
  });
  it('of a look-ahead one sends the reader to its inputs', () => {
    const report = reportOf(lookAhead(seededRandom(5), 0.6));
    expect(report.flags).toEqual(['too_good']);
    expect(report.sentences.join(' ')).toContain('look for the future in its inputs');
  });
  it('without a known start has no headline and compares nothing with it', () => {
    const report = reportOf(calibrated(seededRandom(5)), 'unknown');
    expect(report).toMatchObject({ n_headline: null, before_after: null });
    expect(report.sentences[0]).toContain('No decision can be the headline');
  });
  it('leaves out what was not measured, and counts all decisions of a baseline', () => {
    const { plain } = askBoth(decisions, calibrated(seededRandom(5)));
    const report = contaminationReport(
      { model: 'b', headline: headline(0), forecasts: plain, cutoff: null },
      options(),
    );
    expect(report).toMatchObject({
      masking: null,
      before_after: null,
      recitation: null,
      data_effects: [],
      n_headline: 600,
    });
    expect(report.sentences).toEqual(['All 600 decisions count for the headline: m was released then.']);
  });
  it('tells a recitation and each effect of the data', () => {
    const { plain } = askBoth(decisions, calibrated(seededRandom(5)));
    const weeks = weeklyCloses(
      bars,
      decisions.map((decision) => decision.decidedAt),
    );
    const recited = weeks
      .slice(0, 30)
      .map((week) => ({ week, status: 'answered' as const, answer: { close_usd: week.close, direction: null } }));
    const answers = plain.flatMap(({ decidedAt, probBull }, i): ProbeAnswer[] => [
      { question: { ...maskedQuestion(decidedAt), variant: 'none', comparedWith: null }, probBull },
      {
        question: { ...maskedQuestion(decidedAt), variant: 'swapped-news', direction: i % 2 === 0 ? 1 : -1 },
        probBull: probBull + (i % 2 === 0 ? 0.1 : -0.1),
      },
      { question: { ...maskedQuestion(decidedAt), variant: 'without-news' }, probBull },
    ]);
    const report = contaminationReport(
      {
        model: 'm',
        headline: headline(cutoff),
        forecasts: plain,
        answers,
        recitation: { recited, weeks },
        cutoff: null,
      },
      options(),
    );
    expect(report.flags).toEqual(['recites']);
    expect(report.sentences.slice(1)).toEqual([
      expect.stringMatching(/^The model can recite the period from memory: 30 of 30 weekly closes within 2 %/),
      'With news of the opposite mood, 100 % of 600 answers move the way the data do and 0 % the other way; mean shift +0.100 [+0.100, +0.100].',
      'Without the news, 0 % of 600 answers move.',
    ]);
  });
});
