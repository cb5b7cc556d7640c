import {
  CandlestickSeries,
  createChart,
  createSeriesMarkers,
  type SeriesMarker,
  type UTCTimestamp,
} from 'lightweight-charts';
import { useEffect, useRef } from 'preact/hooks';
import type { RunWindow } from '../../../src/contract/dashboard-runs.js';
import { useWords } from '../language/use-language.js';
import { colour, useThemeRound } from '../theme.js';

const seconds = (ms: number): UTCTimestamp => Math.floor(ms / 1_000) as UTCTimestamp;
/** After a movement ends, so that one gesture asks once. */
const CALM = 250;

/**
 * Candles with trades and changes of regime. `onWindow` is told where the reader has zoomed or panned to, UTC ms, so that finer
 * candles can be asked for.
 */
export default function Candles({
  series,
  label,
  onWindow,
}: {
  readonly series: RunWindow;
  readonly label: string;
  readonly onWindow: (from: number, to: number) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const { language, t } = useWords();
  const round = useThemeRound();
  useEffect(() => {
    const chart = createChart(place.current!, {
      autoSize: true,
      layout: { background: { color: colour('surface') }, textColor: colour('quiet') },
      grid: { vertLines: { color: colour('line') }, horzLines: { color: colour('line') } },
      timeScale: { timeVisible: true },
      localization: { locale: language },
    });
    const [up, down] = [colour('up'), colour('down')];
    const colours = { upColor: up, wickUpColor: up, downColor: down, wickDownColor: down, borderVisible: false };
    const candles = chart.addSeries(CandlestickSeries, colours);
    const { time, open, high, low, close } = series.candles;
    candles.setData(
      time.map((each, index) => ({
        time: seconds(each),
        open: open[index]!,
        high: high[index]!,
        low: low[index]!,
        close: close[index]!,
      })),
    );
    createSeriesMarkers(
      candles,
      marksOf(series, (key) => t(key), up, down),
    );
    chart.timeScale().fitContent();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const watch = (range: { readonly from: unknown; readonly to: unknown } | null): void => {
      clearTimeout(timer);
      if (range === null) return;
      timer = setTimeout(() => onWindow(Number(range.from) * 1_000, Number(range.to) * 1_000), CALM);
    };
    // The first change is the fitting itself.
    const begin = setTimeout(() => chart.timeScale().subscribeVisibleTimeRangeChange(watch), CALM);
    return () => {
      clearTimeout(timer);
      clearTimeout(begin);
      chart.remove();
    };
  }, [series, language, round]);
  return <div class="canvas tall" ref={place} role="img" aria-label={label} />;
}

type Label = 'regime.bull' | 'regime.bear' | 'regime.neutral';

function marksOf(
  { trades, regime }: RunWindow,
  text: (key: Label) => string,
  up: string,
  down: string,
): SeriesMarker<UTCTimestamp>[] {
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
      text: text(`regime.${label!}`),
    })),
  ].sort((a, b) => a.time - b.time);
}
