import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BarSeries } from '../../core/bars.js';
import type { LedgerEntry, LedgerStore } from '../../core/ports/ledger-store.js';
import { fullSnapshot } from '../../core/prompts/fixtures/full-snapshot.js';
import { SHIPPED_PROMPTS } from '../../core/prompts/shipped.js';
import { DAY, HOUR, isoTime } from '../../core/time.js';
import { openLedger } from '../../infra/store/ledger/open-ledger.js';
import { knownPrompts } from '../prompts/known-prompts.js';
import { createRuntime } from '../runtime/runtime.js';
import { ledgerPath, openBarStore } from '../runtime/user-data.js';
import { callPage, type CallPageFilter } from './call-pages.js';
import { CallLooker } from './look-at-call.js';
import { OutcomeBook } from './outcome-book.js';

const START = Date.UTC(2024, 0, 1);
const NOW = START + 40 * DAY;
const { prompt, identity } = SHIPPED_PROMPTS[0]!;

let count = 0;
/** A recorded answer about a day of the rising market. */
function call(
  day: number,
  percent: number,
  { variant = 'none', demo = false, system = prompt.renderSystem() } = {},
): LedgerEntry {
  const snapshot = { ...fullSnapshot({ demo }), timestamp_utc: isoTime(START + day * DAY) };
  const key = (++count).toString(16).padStart(64, '0');
  return {
    ...{ key, question: key, provider: 'ollama', model: 'm', model_version: null, finish_reason: 'stop' },
    request: JSON.stringify({ system, user: prompt.renderUser(snapshot), variant }),
    text: JSON.stringify({ factors: [], reasoning: 'r', global_sentiment: 0, btc_sentiment: 0, altcoin_sentiment: 0, onchain_pressure: 0, liquidity_risk: 20, news_risk: 20, trend_strength: 20, bull_pct: percent, confidence: 'low' }), // prettier-ignore
    ...{ prompt_tokens: 1, completion_tokens: 1, latency_ms: 1, cost_usd: 0, created_at: NOW + count, failure: null },
  };
}

let ledger: LedgerStore;
let page: (filter?: Partial<CallPageFilter>) => ReturnType<typeof callPage>;
beforeEach(async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'llm-trading-calls-'));
  const clock = { now: () => NOW, sleep: () => Promise.resolve() };
  const runtime = createRuntime({ env: { LOG_LEVEL: 'silent' }, cwd, clock });
  const bars = BarSeries.allocate('BTCUSDT', HOUR, 39 * 24);
  for (let i = 0; i < bars.length; i++) {
    bars.openTime[i] = START + i * HOUR;
    for (const column of ['open', 'high', 'low', 'close'] as const) bars[column][i] = 1_000 + i;
    bars.volume[i] = 1;
  }
  await openBarStore(runtime.config).merge({ source: 'import', symbol: 'BTCUSDT', interval: '1h' }, bars);
  ledger = await openLedger(ledgerPath(runtime.config.userDataDir));
  const looker = new CallLooker(await knownPrompts(runtime), new OutcomeBook(runtime));
  page = (filter = {}) => callPage(ledger, looker, { limit: 10, ...filter });
});
afterEach(() => ledger.close());

describe('a page of recorded calls', () => {
  it('tells of each what it was for, by which prompt, and what came of it', async () => {
    await ledger.putAll([
      call(10, 70),
      call(11, 30),
      call(39.5, 70),
      call(12, 70, { demo: true }),
      call(13, 70, { variant: 'masked' }),
      call(14, 70, { variant: 'without-news' }),
      call(15, 70, { system: 'other words' }),
    ]);
    const { calls, next, looked_through } = await page();
    expect([next, looked_through]).toEqual([null, 7]);
    expect(
      calls.map(({ purpose, prompt: asked, prob_bull, outcome: { unknown, score } }) => [purpose, asked, prob_bull, unknown ?? score!.hit]), // prettier-ignore
    ).toEqual([
      ['opinion', null, 0.7, 'no-subject'],
      ['without-news', identity, 0.7, true],
      ['contamination', identity, 0.7, 'no-subject'],
      ['opinion', identity, 0.7, 'demo'],
      ['opinion', identity, 0.7, 'open'],
      ['opinion', identity, 0.3, false],
      ['opinion', identity, 0.7, true],
    ]);
    const wanted = async (filter: Partial<CallPageFilter>): Promise<number> => (await page(filter)).calls.length;
    expect(await wanted({ outcome: 'hit' })).toBe(2);
    expect(await wanted({ outcome: 'miss' })).toBe(1);
    expect(await wanted({ outcome: 'open' })).toBe(1);
    expect(await wanted({ outcome: 'unknown' })).toBe(3);
    expect(await wanted({ purpose: 'contamination' })).toBe(1);
    expect(await wanted({ prompt: prompt.id })).toBe(6);
    expect(await wanted({ prompt: identity, purpose: 'opinion' })).toBe(4);
    expect(await wanted({ prompt: 'regime-1' })).toBe(0);
    expect(await wanted({ text: 'other words' })).toBe(1);
  });

  it('goes on where the page before ended, with none twice and none left out', async () => {
    await ledger.putAll(Array.from({ length: 7 }, (_, i) => call(1 + i, 70)));
    const seen: string[] = [];
    let before: CallPageFilter['before'];
    for (let pages = 0; pages < 4; pages++) {
      const { calls, next } = await page({ limit: 3, ...(before === undefined ? {} : { before }) });
      seen.push(...calls.map(({ key }) => key));
      if (next === null) break;
      const [time, key] = next.split('.');
      before = { created_at: Number(time), key: key! };
    }
    expect(seen).toHaveLength(7);
    expect(seen).toEqual([...new Set(seen)].sort().reverse());
    expect((await page({ limit: 7 })).next).toBeNull();
  });
});
