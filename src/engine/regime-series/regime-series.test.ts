import { describe, expect, it } from 'vitest';
import { BarSeries } from '../../core/bars.js';
import { InputError, RefusedError, UnavailableError } from '../../core/errors.js';
import type { RegimeModel } from '../../core/ports/regime-model.js';
import { decisionOf, scriptedModel as model } from '../fixtures/opinions.js';
import { bars, flatBars, START } from '../fixtures/scripted.js';
import { askRegimes } from './ask-regimes.js';
import type { RegimeRequest } from './request.js';
import { decisionTimes } from './decision-times.js';
import type { RegimeOutcome } from './outcome.js';
import { runObservations } from './run-observations.js';
import { visiblePoints } from './visible-points.js';
import { HOUR } from '../../core/time.js';

const DAY = 24 * HOUR;

const series = bars(flatBars(24 * 40));
const times = decisionTimes(series, DAY);

const request = (given: Partial<RegimeRequest> & Pick<RegimeRequest, 'model'>): RegimeRequest => ({
  observations: runObservations({ bars: series, times }),
  times,
  baseAsset: 'BTCUSDT',
  horizonMs: DAY,
  onFailure: 'hold',
  ...given,
});

const noAnswer = () => new UnavailableError('regime.none', 'no model answered');
const iso = (time: number) => new Date(time).toISOString();

describe('decision times', () => {
  it('are the first close in each span, counted from the epoch', () => {
    expect(times.slice(0, 2).map(iso)).toEqual(['2024-01-02T00:00:00.000Z', '2024-01-03T00:00:00.000Z']);
    expect(times).toHaveLength(40);
  });

  it('do not depend on where the bars begin or are cut', () => {
    const cut = 301;
    const parts = [...decisionTimes(series.slice(0, cut), DAY), ...decisionTimes(series.slice(cut), DAY)];
    expect(parts).toEqual(times);
    expect(decisionTimes(series.slice(7), DAY)).toEqual(times);
  });

  it('wait for the first bar after a hole', () => {
    const rows = [0, 1, 30, 31, 48].map((hour) => series.row(hour));
    const holed = BarSeries.fromRows('BTCUSDT', HOUR, rows);
    expect(decisionTimes(holed, DAY).map((time) => (time - START) / HOUR)).toEqual([31, 49]);
  });

  it('are every close where the span is one bar', () => {
    expect(decisionTimes(series.slice(0, 3), HOUR)).toEqual([START + HOUR, START + 2 * HOUR, START + 3 * HOUR]);
  });
});

describe('observations of a run', () => {
  it('are hourly bars known at their close, whatever finer bars the run has', () => {
    const rows = Array.from({ length: 25 }, (_, i) => [100 + i, 101 + i, 99 + i, 100.5 + i] as const);
    const fine = bars(rows, 'BTCUSDT', 5 * 60_000);
    const at = fine.closeTime(24);
    const hourly = runObservations({ bars: fine, times: [at] }).filter((each) => each.series === 'bar_1h');
    expect(hourly).toEqual([
      expect.objectContaining({
        observed_at: START,
        available_at: START + HOUR,
        value: { open: 100, high: 112, low: 99, close: 111.5, volume: 12_000, quote_volume: null },
      }),
      expect.objectContaining({ observed_at: START + HOUR, available_at: START + 2 * HOUR }),
    ]);
    const spot = runObservations({ bars: fine, times: [at] }).filter((each) => each.series === 'spot_price');
    expect(spot).toEqual([expect.objectContaining({ observed_at: at, available_at: at, value: 124.5 })]);
  });

  it('take funding at its stamp, rounded to the minute', () => {
    const funding = {
      time: Float64Array.of(START + 8 * HOUR + 16),
      rate: Float64Array.of(0.0001),
      mark: Float64Array.of(NaN),
    };
    const rows = runObservations({ bars: series, funding, times: [] }).filter((each) => each.series === 'funding_rate');
    expect(rows).toEqual([expect.objectContaining({ observed_at: START + 8 * HOUR, value: 0.0001 })]);
  });

  it('cannot be made of bars that are not part of an hour', () => {
    const coarse = bars(flatBars(3), 'BTCUSDT', 4 * HOUR);
    expect(() => runObservations({ bars: coarse, times: [] })).toThrow(InputError);
  });
});

describe('asking', () => {
  it('shows each decision only what could be known then', async () => {
    const rows = Array.from({ length: 72 }, (_, i) => [100 + i, 101 + i, 99 + i, 100 + i] as const);
    const rising = bars(rows);
    const at = decisionTimes(rising, DAY);
    const asked = model((snapshot) => decisionOf(snapshot));
    await askRegimes(
      request({ model: asked, times: at, observations: runObservations({ bars: rising, times: at }), concurrency: 1 }),
    );
    expect(asked.asked.map((snapshot) => [snapshot.timestamp_utc, snapshot.market.spot_price])).toEqual([
      ['2024-01-02T00:00:00.000Z', 123],
      ['2024-01-03T00:00:00.000Z', 147],
      ['2024-01-04T00:00:00.000Z', 171],
    ]);
    const half = model((snapshot) => decisionOf(snapshot));
    const cut = rising.slice(0, 48);
    await askRegimes(
      request({
        model: half,
        times: at.slice(0, 2),
        observations: runObservations({ bars: cut, times: at.slice(0, 2) }),
      }),
    );
    expect(half.asked, 'what came later changes no earlier question').toEqual(asked.asked.slice(0, 2));
  });

  it('keeps as many calls under way as it may, and never more', async () => {
    let under = 0;
    let most = 0;
    const waiting: (() => void)[] = [];
    const slow = model(async (snapshot, call) => {
      under++;
      most = Math.max(most, under);
      // Calls end in another order than they began.
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === 3 || call >= 37)
          waiting
            .splice(0)
            .reverse()
            .forEach((end) => end());
      });
      under--;
      return decisionOf(snapshot, 0.5 + call / 100);
    });
    const seen: number[] = [];
    const asked = await askRegimes(
      request({ model: slow, concurrency: 3, onProgress: ({ done }) => void seen.push(done) }),
    );
    expect(most).toBe(3);
    expect(seen).toEqual(Array.from({ length: 41 }, (_, i) => i));
    expect(
      asked.points.map(({ decidedAt }) => decidedAt),
      'in order of time, however they ended',
    ).toEqual(times);
    expect(asked.points.every((point, i) => point.assessment?.timestamp_utc === iso(times[i]!))).toBe(true);
  });

  it('lets an opinion be there after the latency of its call', async () => {
    const asked = await askRegimes(request({ model: model((snapshot) => decisionOf(snapshot, 0.7, 2_500)) }));
    expect(asked.points.map((point) => point.availableAt - point.decidedAt)).toEqual(times.map(() => 2_500));
    expect(asked.totals).toEqual({
      decisions: 40,
      failed: 0,
      answered_by_baseline: 0,
      calls: 40,
      prompt_tokens: 4_000,
      completion_tokens: 400,
      cost_usd: 20,
    });
  });

  it('stops where the budget ends, says how far it came, and waits for what is under way', async () => {
    let finished = 0;
    const poor = model(async (snapshot, call) => {
      if (call === 5) throw new RefusedError('budget.exceeded', 'over its budget', { remedy: 'raise it' });
      await Promise.resolve();
      await Promise.resolve();
      finished++;
      return decisionOf(snapshot);
    });
    const error = await askRegimes(request({ model: poor, concurrency: 3 })).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RefusedError);
    expect((error as RefusedError).message).toMatch(/for \d of 40 decisions, then a limit refused: over its budget/);
    expect(poor.asked.length).toBeLessThanOrEqual(8);
    expect(finished, 'every call but the refused one came to its end').toBe(poor.asked.length - 1);
  });

  it('stops at wrong input and at bugs, and at what the caller calls fatal', async () => {
    const failing = (error: Error) => model(() => Promise.reject(error));
    await expect(askRegimes(request({ model: failing(new InputError('x', 'no such model')) }))).rejects.toThrow(
      'no such',
    );
    await expect(askRegimes(request({ model: failing(new TypeError('bug')) }))).rejects.toThrow(TypeError);
    const miss = model((snapshot, call) => {
      if (call === 3) throw new UnavailableError('llm.replay-miss', 'never asked');
      return decisionOf(snapshot);
    });
    const isFatal = (error: unknown) => (error as UnavailableError).code === 'llm.replay-miss';
    await expect(askRegimes(request({ model: miss, concurrency: 1, isFatal }))).rejects.toThrow('never asked');
    expect(miss.asked).toHaveLength(4);
  });

  it('leaves a server alone that answers nothing at all', async () => {
    const dead = model(() => Promise.reject(noAnswer()));
    await expect(askRegimes(request({ model: dead, concurrency: 2 }))).rejects.toThrow(
      /test\/model gave no opinion for any of the first \d+ of 40 decisions: no model answered/,
    );
    expect(dead.asked.length).toBeLessThan(12);
  });

  it('passes the signal on, and ends with its reason', async () => {
    const controller = new AbortController();
    const asked = model((snapshot, call, { signal }) => {
      if (call === 4) controller.abort(new Error('enough'));
      signal?.throwIfAborted();
      return decisionOf(snapshot);
    });
    await expect(askRegimes(request({ model: asked, concurrency: 1, signal: controller.signal }))).rejects.toThrow(
      'enough',
    );
    expect(asked.asked).toHaveLength(5);
  });

  it.each([0, -1, 1.5])('refuses a concurrency of %d', async (concurrency) => {
    const asked = model((snapshot) => decisionOf(snapshot));
    await expect(askRegimes(request({ model: asked, concurrency }))).rejects.toThrow(
      'must be a whole number from 1 on',
    );
  });
});

describe('a decision that failed', () => {
  const failsAt = (...calls: number[]) =>
    model((snapshot, call) => (calls.includes(call) ? Promise.reject(noAnswer()) : decisionOf(snapshot)));
  const short = { times: times.slice(0, 6), concurrency: 1 } as const;

  it('is a gap with its reason', async () => {
    const asked = await askRegimes(request({ ...short, model: failsAt(2) }));
    expect(asked.outcomes[2]).toMatchObject({ assessment: null, answeredBy: null, failure: 'no model answered' });
    expect(asked.totals).toMatchObject({ decisions: 6, failed: 1, answered_by_baseline: 0 });
    expect(asked.points.map(({ assessment, onFailure }) => (assessment === null ? onFailure : 'opinion'))).toEqual([
      'opinion',
      'opinion',
      'hold',
      'opinion',
      'opinion',
      'opinion',
    ]);
  });

  it('is held for one horizon from the first failure in a row, then flat', async () => {
    const asked = await askRegimes(request({ ...short, model: failsAt(1, 2, 3) }));
    expect(
      asked.points.slice(1, 5).map(({ assessment, onFailure }) => (assessment === null ? onFailure : 'opinion')),
    ).toEqual(['hold', 'flat', 'flat', 'opinion']);
  });

  it('turns flat at the end of the horizon where no later decision says otherwise', async () => {
    const asked = await askRegimes(request({ ...short, horizonMs: 6 * HOUR, model: failsAt(5) }));
    expect(asked.points.slice(5)).toEqual([
      { decidedAt: times[5], availableAt: times[5], assessment: null, onFailure: 'hold' },
      { decidedAt: times[5]! + 6 * HOUR, availableAt: times[5]! + 6 * HOUR, assessment: null, onFailure: 'flat' },
    ]);
  });

  it('keeps holding while decisions come faster than the horizon ends', () => {
    const outcome = (hour: number): RegimeOutcome => ({
      decidedAt: START + hour * HOUR,
      availableAt: START + hour * HOUR,
      assessment: null,
      answeredBy: null,
      version: null,
      usage: null,
      failure: 'x',
      warnings: [],
    });
    const points = visiblePoints([0, 8, 16, 24].map(outcome), { onFailure: 'hold', horizonMs: DAY });
    expect(points.map(({ decidedAt, onFailure }) => [(decidedAt - START) / HOUR, onFailure])).toEqual([
      [0, 'hold'],
      [8, 'hold'],
      [16, 'hold'],
      [24, 'flat'],
    ]);
  });

  it('is flat at once where that is asked for', async () => {
    const asked = await askRegimes(request({ ...short, onFailure: 'flat', model: failsAt(1) }));
    expect(asked.points[1]).toMatchObject({ assessment: null, onFailure: 'flat' });
  });

  it('is answered by the baseline where that is asked for, later by what the failure took, and counted', async () => {
    const baseline: RegimeModel = {
      ...model((snapshot) => ({
        ...decisionOf(snapshot, 0.3),
        model: { id: 'baseline/x', kind: 'baseline', version: null },
        usage: null,
      })),
      id: 'baseline/x',
      kind: 'baseline',
    };
    let now = 0;
    const slow = model((snapshot, call) => {
      now += 1_500;
      return call === 1 ? Promise.reject(noAnswer()) : decisionOf(snapshot);
    });
    const asked = await askRegimes(
      request({ ...short, model: slow, onFailure: 'baseline', baseline, clock: { now: () => now } }),
    );
    expect(asked.outcomes[1]).toMatchObject({
      answeredBy: 'baseline/x',
      failure: 'no model answered',
      availableAt: times[1]! + 1_500,
    });
    expect(asked.points[1]!.assessment?.prob_bull).toBe(0.3);
    expect(asked.totals).toMatchObject({ failed: 1, answered_by_baseline: 1, calls: 5 });
    await expect(askRegimes(request({ ...short, model: slow, onFailure: 'baseline' }))).rejects.toThrow('no baseline');
  });

  it('is not asked again where an earlier run has recorded it', async () => {
    const fine = model((snapshot) => decisionOf(snapshot));
    const known = new Map([[times[2]!, { reason: 'timed out then', latencyMs: 9_000 }]]);
    const asked = await askRegimes(request({ ...short, model: fine, knownFailures: known }));
    expect(fine.asked).toHaveLength(5);
    expect(asked.outcomes[2]).toMatchObject({ failure: 'timed out then', availableAt: times[2]! + 9_000 });
  });
});
