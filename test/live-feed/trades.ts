import { join } from 'node:path';
import { makeSpec, type BacktestWishes } from '../../src/app/backtest/make-spec.js';
import { runPaper } from '../../src/app/live/paper.js';
import type { BarSeries } from '../../src/core/bars.js';
import { readJournalFile } from '../../src/infra/store/journal/index.js';
import { guardLimitsSchema } from '../../src/live/guard/limits.js';
import { readRecord } from '../../src/live/session/records.js';
import type { PlayedExchange } from './support.js';

const limits = guardLimitsSchema.parse({});

export type Wishes = Omit<BacktestWishes, 'data' | 'funding'>;

export const requestOf = async (exchange: PlayedExchange, wishes: Wishes, data: string[], funding: string[] = []) => ({
  spec: await makeSpec({ ...wishes, data, funding }, exchange.cwd, exchange.runtime),
  limits,
  cwd: exchange.cwd,
});

/** Trades live until a bar of the tape is booked, the last one unless it is said. */
export async function traded(
  exchange: PlayedExchange,
  bars: readonly BarSeries[],
  wishes: Wishes,
  until = bars[0]!.length - 1,
) {
  const end = new AbortController();
  const lastOpen = bars[0]!.openTime[until]!;
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
      clock: exchange.clock,
      prices: { kind: 'exchange', exchange: 'binance', symbols, interval: '1h' },
      signal: end.signal,
      onStep: (outcome) => {
        if (outcome.code === 'booked' && outcome.booked.time >= lastOpen) end.abort();
      },
    },
    exchange.runtime,
  );
}

/** What was decided and what came of it, as the journal has it. */
export function happened(cwd: string, name: string) {
  const records = readJournalFile(join(cwd, 'sessions', name, 'journal.log'))!.records;
  return {
    decisions: records.flatMap((record) => (record.kind === 'decision' ? [readRecord(record, 'decision')] : [])),
    booked: records.flatMap((record) => (record.kind === 'booked' ? [readRecord(record, 'booked')] : [])),
    opinions: records.flatMap((record) => (record.kind === 'opinion' ? [readRecord(record, 'opinion')] : [])),
    faults: records.flatMap((record) => (record.kind === 'fault' ? [readRecord(record, 'fault')] : [])),
    warmUp: records.flatMap((record) => (record.kind === 'warm_up' ? readRecord(record, 'warm_up').bars : [])),
  };
}
