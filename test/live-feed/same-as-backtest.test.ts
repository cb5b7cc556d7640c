import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeSpec, type BacktestWishes } from '../../src/app/backtest/make-spec.js';
import { runSpec } from '../../src/app/backtest/run-backtest.js';
import { demoMarket } from '../../src/app/data/write-demo.js';
import { runPaper, type PaperRequest } from '../../src/app/live/paper.js';
import type { BarSeries } from '../../src/core/bars.js';
import { readJournalFile } from '../../src/infra/store/journal/index.js';
import { guardLimitsSchema } from '../../src/live/guard/limits.js';
import { readRecord } from '../../src/live/session/records.js';
import { tapeOf } from '../replay-exchange/support.js';
import { playedExchange, type PlayedExchange } from './support.js';

const HOURS = 21 * 24;
const limits = guardLimitsSchema.parse({});

function writeBars(cwd: string, bars: BarSeries): string {
  const rows = Array.from({ length: bars.length }, (_, k) => bars.row(k));
  const lines = rows.map(({ openTime, open, high, low, close, volume }) =>
    [openTime, open, high, low, close, volume].join(','),
  );
  const name = `${bars.symbol}-1h.csv`;
  writeFileSync(join(cwd, name), `timestamp,open,high,low,close,volume\n${lines.join('\n')}\n`);
  return name;
}

type Wishes = Omit<BacktestWishes, 'data' | 'funding'>;

const requestOf = async (exchange: PlayedExchange, wishes: Wishes, data: string[]) => ({
  spec: await makeSpec({ ...wishes, data, funding: [] }, exchange.cwd, exchange.runtime),
  limits,
  cwd: exchange.cwd,
});

/** Trades live until the last bar of the tape is booked. */
async function traded(
  exchange: PlayedExchange,
  bars: readonly BarSeries[],
  wishes: Wishes,
  more: Partial<PaperRequest> = {},
) {
  const end = new AbortController();
  const lastOpen = bars[0]!.openTime.at(-1)!;
  const symbols = bars.map(({ symbol }) => symbol);
  const request = await requestOf(
    exchange,
    wishes,
    symbols.map((symbol) => `${symbol}:1h`),
  );
  return runPaper(
    {
      ...request,
      name: 'live',
      speed: 1,
      prices: { kind: 'exchange', exchange: 'binance', symbols, interval: '1h' },
      signal: end.signal,
      onStep: (outcome) => {
        if (outcome.code === 'booked' && outcome.booked.time >= lastOpen) end.abort();
      },
      ...more,
    },
    exchange.runtime,
  );
}

/** What was decided and what came of it, as the journal has it. */
function happened(cwd: string, name: string) {
  const records = readJournalFile(join(cwd, 'sessions', name, 'journal.log'))!.records;
  return {
    decisions: records.flatMap((record) => (record.kind === 'decision' ? [readRecord(record, 'decision')] : [])),
    booked: records.flatMap((record) => (record.kind === 'booked' ? [readRecord(record, 'booked')] : [])),
    opinions: records.flatMap((record) => (record.kind === 'opinion' ? [readRecord(record, 'opinion')] : [])),
    faults: records.flatMap((record) => (record.kind === 'fault' ? [readRecord(record, 'fault')] : [])),
    warmUp: records.flatMap((record) => (record.kind === 'warm_up' ? readRecord(record, 'warm_up').bars : [])),
  };
}

describe('a session on the bars of an exchange', () => {
  it.each<[string, Wishes]>([
    ['sma-cross', { strategy: 'sma-cross', params: { fast: 5, slow: 20 }, execution: { instrument: 'perp' } }],
    ['llm-regime', { strategy: 'llm-regime', execution: { instrument: 'perp' } }],
  ])('decides, fills and stands as a backtest of the same bars, to the last bit: %s', async (strategy, wishes) => {
    const { bars } = demoMarket('BTCUSDT', HOURS);
    const exchange = await playedExchange([tapeOf(bars)], bars.openTime[0]!, [], { LLM_MODEL: 'baseline' });
    const live = await traded(exchange, [bars], wishes);
    const stored = [writeBars(exchange.cwd, bars)];
    const request = await requestOf(exchange, wishes, stored);
    const signal = new AbortController().signal;
    const played = await runPaper({ ...request, name: 'stored', prices: null, speed: null, signal }, exchange.runtime);
    expect(live.moments).toBe(HOURS);
    expect(live.fills).toBeGreaterThan(4);
    const [ours, theirs] = [happened(exchange.cwd, 'live'), happened(exchange.cwd, 'stored')];
    expect(ours.faults).toEqual([]);
    expect(ours.decisions).toEqual(theirs.decisions);
    expect(ours.opinions).toEqual(theirs.opinions);
    expect(ours.booked).toEqual(theirs.booked);
    expect({ ...live, session: '', folder: '', end: null }).toEqual({ ...played, session: '', folder: '', end: null });
    const { result } = await runSpec(request.spec, { cwd: exchange.cwd }, exchange.runtime);
    expect([...result.equity]).toEqual(ours.booked.map(({ equity }) => equity));
    expect(ours.opinions.length > 0).toBe(strategy === 'llm-regime');
  });
});
