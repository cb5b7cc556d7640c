import { describe, expect, it } from 'vitest';
import { BarSeries } from '../../../core/bars.js';
import { RefusedError, UnavailableError } from '../../../core/errors.js';
import { seededRandom } from '../../../core/ports/random.js';
import type { FinishReason, TextModel, TextRequest } from '../../../core/ports/text-model.js';
import { askRecitation, type RecitedWeek } from './ask.js';
import { binomialUpperTail } from '../../inference/incomplete-beta.js';
import { readRecitation, recitationQuestions } from './questions.js';
import { recitationSchema, scoreRecitation } from './score.js';
import { weeklyCloses, type WeeklyClose } from './weekly-closes.js';

const HOUR = 3_600_000;
const WEEK = 168 * HOUR;
const MONDAY = Date.parse('2023-01-02T00:00:00Z');

/** Two years of hourly bars from a seeded random walk. */
function walk(seed: number, without: readonly number[] = []): BarSeries {
  const random = seededRandom(seed);
  const rows = [];
  let price = 20_000;
  for (let i = 0; i < 104 * 168; i++) {
    const open = price;
    price *= Math.exp((random.next() - 0.5) * 0.02);
    const openTime = MONDAY + i * HOUR;
    const row = { openTime, open, high: Math.max(open, price), low: Math.min(open, price), close: price, volume: 1 };
    if (!without.includes(openTime)) rows.push(row);
  }
  return BarSeries.fromRows('BTCUSDT', HOUR, rows);
}
const bars = walk(1);
const decisions = Array.from({ length: 103 * 7 }, (_, i) => MONDAY + WEEK + i * 24 * HOUR);
const weeks = weeklyCloses(bars, decisions);
const questions = recitationQuestions(weeks, { random: seededRandom(2), baseAsset: 'BTCUSDT' });

const model = (say: (request: TextRequest) => string, finishReason: FinishReason = 'stop'): TextModel => ({
  id: 'test/model',
  generate: async (request) => ({
    text: say(request),
    finishReason,
    usage: { prompt_tokens: null, completion_tokens: null },
    latencyMs: 0,
    costUsd: null,
    provider: 'test',
    model: 'model',
    modelVersion: null,
    replayed: false,
  }),
});
/** The week that a request asks for, by the date in its text. */
const asked = ({ user }: TextRequest): WeeklyClose => {
  const day = /Sunday (\S+),/.exec(user)![1]!;
  return weeks.find((week) => week.endedAt === Date.parse(day) + 24 * HOUR)!;
};
const json = (close_usd: number | null, direction: string | null) => JSON.stringify({ close_usd, direction });

describe('weekly closes', () => {
  it('are those of Sundays, of the weeks that have decisions', () => {
    expect(weeks.length).toBe(103);
    for (const { endedAt, close, previousClose } of weeks) {
      expect(new Date(endedAt).getUTCDay()).toBe(1);
      expect(close).toBe(bars.close[(endedAt - MONDAY) / HOUR - 1]);
      expect(previousClose).toBe(bars.close[(endedAt - MONDAY - WEEK) / HOUR - 1]);
    }
    expect(weeklyCloses(bars, [MONDAY + 3 * WEEK, MONDAY + 3 * WEEK + 5]).map((w) => w.endedAt)).toEqual([
      MONDAY + 4 * WEEK,
    ]);
  });
  it('are left out where a bar that ends a week is missing', () => {
    const gap = MONDAY + 10 * WEEK - HOUR;
    const ends = weeklyCloses(walk(1, [gap]), decisions).map((week) => week.endedAt);
    expect(ends.length).toBe(101);
    expect(ends).not.toContain(MONDAY + 10 * WEEK);
    expect(ends).not.toContain(MONDAY + 11 * WEEK);
  });
});

describe('questions', () => {
  it('name the asset and the date and hold no price; drawn by the seed, in order, none twice', () => {
    expect(questions.length).toBe(40);
    const ends = questions.map(({ week }) => week.endedAt);
    expect([...new Set(ends)].sort((a, b) => a - b)).toEqual(ends);
    for (const { week, request } of questions) {
      expect(asked(request)).toBe(week);
      expect(request).toMatchObject({ task: 'recitation', variant: 'recitation', temperature: 0 });
      expect(`${request.system}${request.user}`).not.toContain(String(Math.round(week.close)));
      expect(request.user).toContain('BTC (BTCUSDT');
    }
    expect(recitationQuestions(weeks, { random: seededRandom(2), baseAsset: 'BTC' })).toEqual(questions);
    expect(recitationQuestions(weeks, { random: seededRandom(3), baseAsset: 'BTC' })).not.toEqual(questions);
    expect(recitationQuestions(weeks, { random: seededRandom(3), baseAsset: 'BTC', count: 500 }).length).toBe(103);
  });
});

describe('answers', () => {
  it.each([
    [json(20_000.5, 'up'), { close_usd: 20_000.5, direction: 'up' }],
    [
      '<think>{"close_usd": 1}</think> Sure: ```json\n' + json(null, 'down') + '\n```',
      { close_usd: null, direction: 'down' },
    ],
    [json(null, null), { close_usd: null, direction: null }],
    [json(-5, 'up'), null],
    [json(5, 'sideways'), null],
    ['{"close_usd": "20k", "direction": null}', null],
    ['I do not know', null],
    ['} {', null],
    ['{broken}', null],
  ])('%s', (text, expected) => {
    expect(readRecitation(text)).toEqual(expected);
  });
  it('that fail, are cut or make no sense are told apart; limits of ours are thrown', async () => {
    const few = questions.slice(0, 2);
    const statuses = async (of: TextModel) => (await askRecitation(of, few)).map((week) => week.status);
    expect(await statuses(model(() => json(1, 'up')))).toEqual(['answered', 'answered']);
    expect(await statuses(model(() => json(1, 'up'), 'length'))).toEqual(['unreadable', 'unreadable']);
    expect(await statuses(model(() => 'no'))).toEqual(['unreadable', 'unreadable']);
    const throwing = (error: Error) =>
      model(() => {
        throw error;
      });
    expect(await statuses(throwing(new UnavailableError('http.503', 'down')))).toEqual(['failed', 'failed']);
    await expect(statuses(throwing(new RefusedError('budget', 'spent')))).rejects.toThrow('spent');
    await expect(statuses(throwing(new UnavailableError('llm.replay-miss', 'not recorded')))).rejects.toThrow(
      'not recorded',
    );
    const stopped = AbortSignal.abort();
    await expect(askRecitation(throwing(new UnavailableError('x', 'aborted')), few, stopped)).rejects.toThrow(
      'aborted',
    );
  });
});

describe('score of a recitation', () => {
  const score = async (say: (week: WeeklyClose) => string) =>
    scoreRecitation(
      await askRecitation(
        model((request) => say(asked(request))),
        questions,
      ),
      weeks,
    );
  const way = (week: WeeklyClose) => (week.close > week.previousClose ? 'up' : 'down');

  it('finds one that knows the prices', async () => {
    const result = await score((week) => json(week.close * 1.015, way(week)));
    expect(recitationSchema.parse(result)).toEqual(result);
    expect(result).toMatchObject({
      asked: 40,
      recites: true,
      close: { right: 40, share_recited: 1 },
      direction: { right: 40 },
    });
    expect(result.close.p_value).toBeLessThan(1e-9);
    expect(result.median_error).toBeCloseTo(0.015, 9);
  });
  it('finds one that knows few, and says so of the others', async () => {
    const known = new Set(questions.slice(0, 10).map(({ week }) => week.endedAt));
    const result = await score((week) => (known.has(week.endedAt) ? json(week.close, null) : json(null, null)));
    expect(result).toMatchObject({
      recites: true,
      close: { answered: 10, right: 10, share_recited: 0.25 },
      direction: { answered: 0, p_value: null },
    });
  });
  it('finds one that knows directions alone', async () => {
    expect((await score((week) => json(null, way(week)))).recites).toBe(true);
  });
  it('does not flag one that knows nothing, or says the close of the week before', async () => {
    expect(await score(() => json(null, null))).toMatchObject({
      recites: false,
      close: { share_recited: 0, p_value: null },
    });
    expect((await score((week) => json(week.previousClose, 'up'))).recites).toBe(false);
    expect(await score(() => 'nothing')).toMatchObject({ recites: false, unreadable: 40 });
  });
  it('flags few of those that guess', () => {
    let flags = 0;
    for (let seed = 0; seed < 400; seed++) {
      const random = seededRandom(seed);
      const recited = questions.map(({ week }): RecitedWeek => {
        const close_usd = week.previousClose * Math.exp((random.next() - 0.5) * 0.1);
        return { week, status: 'answered', answer: { close_usd, direction: random.next() < 0.5 ? 'up' : 'down' } };
      });
      if (scoreRecitation(recited, weeks).recites === true) flags += 1;
    }
    expect(flags).toBeLessThanOrEqual(28);
  });
  it('is open where nothing was asked', () => {
    expect(scoreRecitation([], weeks)).toMatchObject({ asked: 0, recites: null, median_error: null });
  });
});

describe('binomial tail', () => {
  it.each([
    [0, 10, 0.3],
    [3, 10, 0.3],
    [10, 10, 0.3],
    [15, 40, 0.22],
    [1, 1, 0.5],
  ])('P(X ≥ %d) of %d at %d is the sum of its terms', (k, n, p) => {
    let sum = 0;
    for (let i = k; i <= n; i++) {
      let choose = 1;
      for (let j = 1; j <= i; j++) choose *= (n - i + j) / j;
      sum += choose * p ** i * (1 - p) ** (n - i);
    }
    expect(binomialUpperTail(k, n, p)).toBeCloseTo(sum, 12);
  });
});
