import {
  CandlestickSeries,
  createChart,
  createSeriesMarkers,
  type IChartApi,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  type LogicalRange,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';
import { useEffect, useRef } from 'preact/hooks';
import type { RunWindow } from '../../../src/contract/dashboard-runs.js';
import { useWords } from '../language/use-language.js';
import { colour, useThemeRound } from '../theme.js';
import { marksOf } from './candle-marks.js';
import { timeAt, windowFor, type AskedWindow } from './chart-window.js';

const MS = 1_000;
/** After a movement ends, so that one gesture asks once. */
const CALM = 150;

interface Drawn {
  readonly chart: IChartApi;
  readonly candles: ISeriesApi<'Candlestick'>;
  readonly marks: ISeriesMarkersPluginApi<Time>;
}

/**
 * Candles with trades and changes of regime, which can be moved and zoomed by hand, by wheel and by buttons. What is in view stays where it
 * is when other candles come in. `onWindow` is told what the view needs.
 */
export default function Candles({
  series,
  label,
  onWindow,
}: {
  readonly series: RunWindow;
  readonly label: string;
  readonly onWindow: (asked: AskedWindow) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn | null>(null);
  const shown = useRef(series);
  /** UTC ms; null: everything. */
  const view = useRef<readonly [number, number] | null>(null);
  const { language, t, number } = useWords();
  const round = useThemeRound();

  const follow = (range: LogicalRange | null): void => {
    const { candles, interval_ms, bars_per_candle, ...part } = shown.current;
    if (range === null || candles.time.length === 0) return;
    const candleMs = interval_ms * bars_per_candle;
    view.current = [timeAt(candles.time, range.from, candleMs), timeAt(candles.time, range.to, candleMs)];
    const loaded = { ...part, start: part.start_time, end: part.end_time, intervalMs: interval_ms, candleMs };
    const asked = windowFor(view.current, loaded);
    if (asked !== null) onWindow(asked);
  };

  useEffect(() => {
    const chart = createChart(place.current!, {
      autoSize: true,
      // The logo brings a style element, which the page's policy refuses, and tells its maker this address: the line below says whose it is.
      layout: { background: { color: colour('surface') }, textColor: colour('quiet'), attributionLogo: false },
      grid: { vertLines: { color: colour('line') }, horzLines: { color: colour('line') } },
      timeScale: { timeVisible: true, minBarSpacing: 0.1 },
      localization: { locale: language, priceFormatter: (price: number) => number(price) },
    });
    const [up, down] = [colour('up'), colour('down')];
    const colours = { upColor: up, wickUpColor: up, downColor: down, wickDownColor: down, borderVisible: false };
    const candles = chart.addSeries(CandlestickSeries, colours);
    drawn.current = { chart, candles, marks: createSeriesMarkers(candles, []) };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const watch = (range: LogicalRange | null): void => {
      clearTimeout(timer);
      timer = setTimeout(() => follow(range), CALM);
    };
    chart.timeScale().subscribeVisibleLogicalRangeChange(watch);
    return () => {
      clearTimeout(timer);
      drawn.current = null;
      chart.remove();
    };
  }, [language, round]);

  useEffect(() => {
    const { chart, candles, marks } = drawn.current!;
    const kept = view.current;
    shown.current = series;
    const { time, open, high, low, close } = series.candles;
    candles.setData(
      time.map((each, i) => ({ time: seconds(each), open: open[i]!, high: high[i]!, low: low[i]!, close: close[i]! })),
    );
    marks.setMarkers(marksOf(series, (key) => t(key)));
    if (kept === null) chart.timeScale().fitContent();
    else chart.timeScale().setVisibleRange({ from: seconds(kept[0]), to: seconds(kept[1]) });
  }, [series, language, round]);

  /** In parts of what is in view: `by` moves it, `times` makes it as much longer. */
  const turn = (by: number, times: number): void => {
    const scale = drawn.current?.chart.timeScale();
    const range = scale?.getVisibleLogicalRange() ?? null;
    if (scale === undefined || range === null) return;
    const middle = (range.from + range.to) / 2 + by * (range.to - range.from);
    const half = (times * (range.to - range.from)) / 2;
    scale.setVisibleLogicalRange({ from: middle - half, to: middle + half });
  };
  const all = (): void => {
    const { start_time, end_time } = shown.current;
    view.current = null;
    drawn.current?.chart.timeScale().fitContent();
    onWindow({ from: start_time, to: end_time, points: 1_000 });
  };
  return (
    <>
      <div class="row" role="group" aria-label={t('chart.controls')}>
        <button onClick={() => turn(-0.5, 1)}>{t('chart.earlier')}</button>
        <button onClick={() => turn(0.5, 1)}>{t('chart.later')}</button>
        <button onClick={() => turn(0, 0.5)}>{t('chart.closer')}</button>
        <button onClick={() => turn(0, 2)}>{t('chart.wider')}</button>
        <button onClick={all}>{t('chart.whole')}</button>
      </div>
      <div class="canvas tall" ref={place} role="group" aria-label={label} />
      <p class="quiet">
        <a href="https://www.tradingview.com/" target="_blank" rel="noopener noreferrer">
          TradingView Lightweight Charts™
        </a>
        , © 2025 TradingView, Inc.
      </p>
    </>
  );
}

const seconds = (ms: number): UTCTimestamp => Math.floor(ms / MS) as UTCTimestamp;
