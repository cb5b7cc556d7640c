import type { SeriesMarker, UTCTimestamp } from 'lightweight-charts';
import type { RunWindow } from '../../../src/contract/dashboard-runs.js';
import { colour } from '../theme.js';

type Label = 'regime.bull' | 'regime.bear' | 'regime.neutral';

const seconds = (ms: number): UTCTimestamp => Math.floor(ms / 1_000) as UTCTimestamp;

/** More trades than that cover the candles. */
const MOST_TRADES = 300;

/** More words than that cover each other. */
const MOST_WORDS = 30;

/** Trades in the window that are too many to draw; 0: they are drawn. */
export function undrawnTrades({ trades, trades_left_out }: RunWindow): number {
  const n = trades.length + trades_left_out;
  return n > MOST_TRADES ? n : 0;
}

/** Arrows where a trade was opened, circles where it was closed, squares where the regime became another. */
export function marksOf(series: RunWindow, text: (key: Label) => string): SeriesMarker<UTCTimestamp>[] {
  const { regime } = series;
  const trades = undrawnTrades(series) === 0 ? series.trades : [];
  const [up, down] = [colour('up'), colour('down')];
  const changes = regime.filter(({ label }, index) => label !== null && label !== regime[index - 1]?.label);
  return [
    ...trades.flatMap((trade): SeriesMarker<UTCTimestamp>[] => {
      const isLong = trade.side === 'long';
      return [
        {
          time: seconds(trade.open_time),
          position: isLong ? 'belowBar' : 'aboveBar',
          shape: isLong ? 'arrowUp' : 'arrowDown',
          color: isLong ? up : down,
        },
        { time: seconds(trade.close_time), position: 'inBar', shape: 'circle', color: trade.pnl < 0 ? down : up },
      ];
    }),
    ...changes.map(({ decided_at, label }): SeriesMarker<UTCTimestamp> => ({
      time: seconds(decided_at),
      position: 'aboveBar',
      shape: 'square',
      color: label === 'bull' ? up : label === 'bear' ? down : 'gray',
      ...(changes.length > MOST_WORDS ? {} : { text: text(`regime.${label!}`) }),
    })),
  ].sort((a, b) => a.time - b.time);
}
