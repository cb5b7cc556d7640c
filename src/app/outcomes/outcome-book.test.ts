import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { BarSeries } from '../../core/bars.js';
import { DAY, HOUR } from '../../core/time.js';
import { createRuntime, type Runtime } from '../runtime/runtime.js';
import { openBarStore } from '../runtime/user-data.js';
import { OutcomeBook } from './outcome-book.js';

const START = Date.UTC(2024, 0, 1);
const KEY = { source: 'import', symbol: 'BTCUSDT', interval: '1h' };

let now: number;
let runtime: Runtime;
beforeEach(() => {
  now = START + 60 * DAY;
  const cwd = mkdtempSync(join(tmpdir(), 'llm-trading-outcomes-'));
  const clock = { now: () => now, sleep: () => Promise.resolve() };
  runtime = createRuntime({ env: { LOG_LEVEL: 'silent' }, cwd, clock });
});

/** Rises by 1 an hour until a turn, then falls as fast. */
async function store(hours: number, turn = hours, from = 0): Promise<void> {
  const bars = BarSeries.allocate('BTCUSDT', HOUR, hours - from);
  for (let i = from; i < hours; i++) {
    const close = 1_000 + Math.min(i, 2 * turn - i);
    bars.openTime[i - from] = START + i * HOUR;
    for (const column of ['open', 'high', 'low', 'close'] as const) bars[column][i - from] = close;
    bars.volume[i - from] = 1;
  }
  await openBarStore(runtime.config).merge(KEY, bars);
}
const asked = (day: number, probBull: number | null = 0.7) => ({
  ...{ symbol: 'BTCUSDT', decidedAt: START + day * DAY, horizonHours: 24, probBull },
});

describe('what came of a decision', () => {
  it('is scored by the bars of its window, beside climatology of that moment', async () => {
    await store(40 * 24, 30 * 24);
    const book = new OutcomeBook(runtime);
    const rise = await book.outcomeOf(asked(10));
    // Decided at the close 1239; the window ends at 1263. Nine windows had closed, all of them bull.
    const climatology = 10 / 11;
    expect(rise).toMatchObject({ unknown: null, market: { label: 'bull', return: 1263 / 1239 - 1, share_above: 1 } });
    expect(rise.score).toMatchObject({ hit: true, prob_bull: 0.7 });
    expect(rise.score!.climatology).toBeCloseTo(climatology, 12);
    expect(rise.score!.brier).toBeCloseTo(0.09, 12);
    expect(rise.score!.brier_climatology).toBeCloseTo((1 - climatology) ** 2, 12);
    expect(rise.score!.log).toBeCloseTo(-Math.log(0.7), 12);
    expect(rise.score!.log_climatology).toBeCloseTo(-Math.log(climatology), 12);
    const fall = await book.outcomeOf(asked(35));
    expect(fall).toMatchObject({ market: { label: 'bear', share_above: 0 }, score: { hit: false } });
    expect(fall.score!.brier).toBeCloseTo(0.49, 12);
    expect((await book.outcomeOf(asked(10, 0.5))).score).toMatchObject({ hit: null });
    expect(await book.outcomeOf(asked(10, null))).toMatchObject({ market: { label: 'bull' }, score: null });
  });

  it('is not known before its window has passed, whatever is stored', async () => {
    await store(40 * 24);
    now = START + 11 * DAY - 1;
    expect(await new OutcomeBook(runtime).outcomeOf(asked(10))).toMatchObject({ unknown: 'open', market: null, score: null }); // prettier-ignore
  });

  it('says why the bars do not tell, and tells once they have come', async () => {
    const book = new OutcomeBook(runtime);
    expect((await book.outcomeOf(asked(10))).unknown).toBe('no-bars');
    await store(10 * 24 + 23);
    now += HOUR;
    expect((await book.outcomeOf(asked(10))).unknown).toBe('no-bars');
    await store(12 * 24, 12 * 24, 10 * 24 + 23);
    now += HOUR;
    expect((await book.outcomeOf(asked(10))).unknown).toBeNull();
    expect((await book.outcomeOf(asked(-3))).unknown).toBe('no-price');
  });
});
