import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BarSeries } from '../core/bars.js';
import type { TargetSide } from '../strategies/base.js';
import { backtest } from './backtester.js';
import { maxDrawdown } from './metrics/drawdown.js';
import { Scripted } from './fixtures/scripted.js';

interface Tape {
  initial_equity: number;
  fee_rate: number;
  slippage_bps: number;
  bars: [number, number, number, number, number, number][];
  orders: [number, TargetSide, number][];
  expected: {
    equity: number[];
    trades: {
      open_bar: number;
      close_bar: number;
      side: string;
      entry_price: number;
      exit_price: number;
      size: number;
      pnl: number;
    }[];
    final_equity: number;
    total_return: number;
    max_drawdown: number;
  };
}

const tapes = readFileSync(new URL('../../test/golden/portfolio-close-fill.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Tape);

const near = (value: number, expected: number) => Math.abs(value - expected) <= 1e-9 * Math.max(1, Math.abs(expected));

describe.each(tapes.map((tape, index) => [index, tape] as const))('golden tape %i, fill: "close"', (_, tape) => {
  const bars = BarSeries.fromRows(
    'BTCUSDT',
    3_600_000,
    tape.bars.map(([time, open, high, low, close, volume]) => ({
      openTime: time * 1000,
      open,
      high,
      low,
      close,
      volume,
    })),
  );
  const script = Object.fromEntries(tape.orders.map(([bar, side, size]) => [bar, { side, size }]));
  const result = backtest({
    data: [{ bars }],
    strategy: new Scripted(script),
    initialEquity: tape.initial_equity,
    takerFee: tape.fee_rate,
    slippage: { bps: tape.slippage_bps },
    fill: 'close',
  });

  it('agrees on equity at every bar', () => {
    const wrong = tape.expected.equity.findIndex((expected, i) => !near(result.equity[i]!, expected));
    expect(wrong, 'first bar with another equity').toBe(-1);
    expect(result.equity.length).toBe(tape.expected.equity.length);
    expect(near(result.finalEquity, tape.expected.final_equity)).toBe(true);
    expect(near(result.finalEquity / tape.initial_equity - 1, tape.expected.total_return)).toBe(true);
    expect(near(maxDrawdown(result.equity, tape.initial_equity).depth, tape.expected.max_drawdown)).toBe(true);
  });

  it('agrees on every trade', () => {
    const trades = [...result.trades];
    expect(trades.length).toBe(tape.expected.trades.length);
    tape.expected.trades.forEach((expected, i) => {
      const { open_bar, close_bar, side, size, entry_price, exit_price, pnl } = trades[i]!;
      expect({ open_bar, close_bar, side, size }).toEqual({
        open_bar: expected.open_bar,
        close_bar: expected.close_bar,
        side: expected.side,
        size: expected.size,
      });
      expect(near(entry_price, expected.entry_price), `entry of trade ${i}`).toBe(true);
      expect(near(exit_price, expected.exit_price), `exit of trade ${i}`).toBe(true);
      expect(near(pnl, expected.pnl), `pnl of trade ${i}: ${pnl} against ${expected.pnl}`).toBe(true);
    });
  });
});
