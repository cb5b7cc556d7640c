import type { BacktestResultDocument, Trade } from '../../../core/backtest-result/index.js';
import type { BarSeries } from '../../../core/bars.js';
import { MOST_CANDLES, MOST_SINGLE_BARS, planCandles, type CandlePlan } from '../candles/plan.js';
import { packCandles } from '../candles/pack.js';
import { bands } from '../chart/bands.js';
import { legend, lineChart, pointsOf, type LineChart } from '../chart/line-chart.js';
import { MARK_SHAPES, markedText, tradeMarks, tradesToMark } from '../chart/trade-marks.js';
import { html, jsonBlock, type Markup, section } from '../markup.js';
import type { RunSeries } from '../series.js';
import { regimeBands } from './regime-bands.js';
import { listedTrades, tradeList } from './trade-list.js';
import { say, spokenDuration } from '../speech.js';

const HEIGHT = 340;
/** Each symbol is a chart of its own; a page of more is not a page. */
const MOST_SYMBOLS = 6;
/** Changes of the regime that a page holds: more cannot be told apart. */
const MOST_BANDS = 6_000;

/**
 * Price of each symbol with the trades on it and, where there was one, the regime behind it: closes as a line, which the
 * page's script turns into candles where the bars are at hand.
 */
export function priceSection(
  result: BacktestResultDocument,
  series: RunSeries,
  bars: readonly BarSeries[],
): Markup | null {
  const shown = series.prices.slice(0, MOST_SYMBOLS);
  if (shown.length === 0) return null;
  const listed = listedTrades(result);
  const charts = shown.map(({ symbol, close }, index) => {
    const own = bars.find((each) => each.symbol === symbol);
    return priceChart(result, series, {
      symbol,
      close,
      index,
      of: shown.length,
      listed: listed.filter((trade) => trade.symbol === symbol),
      own,
    });
  });
  const lead = [
    say('Prices, with where trades began (triangle up: long, down: short) and ended (cross).'),
    result.regime === null ? '' : ` ${say('The colours behind are the regime as the strategy knew it.')}`,
    shown.length < series.prices.length
      ? ` ${say('The first {most} of {n} {n:symbol|symbols}.', { most: MOST_SYMBOLS, n: series.prices.length })}`
      : '',
  ].join('');
  const help = html`<p class="note needs-script">
    ${say('Wheel or pinch to zoom, drag to move (dragging over the whole run picks a stretch of it), double-click for the whole run; keys: + − arrows 0. Choosing a trade in the table shows it here.')}
  </p>`;
  return section(
    'prices',
    say('Price, entries and exits'),
    lead,
    html`${help}${MARK_SHAPES}${tradeList(listed)}${charts}`,
  );
}

interface PriceChart {
  readonly symbol: string;
  readonly close: Float64Array;
  readonly index: number;
  /** How many charts share what a page may hold. */
  readonly of: number;
  /** Trades of the symbol that the page's script knows. */
  readonly listed: readonly Trade[];
  readonly own?: BarSeries | undefined;
}

function priceChart(
  result: BacktestResultDocument,
  series: RunSeries,
  { symbol, close, index, of, listed, own }: PriceChart,
): Markup {
  const { start_time: from, end_time: to } = result;
  const trades = result.trades.filter((trade) => trade.symbol === symbol);
  const marked = tradesToMark(trades);
  const areas = regimeBands(result);
  const shown = markedText(trades.length);
  const chart: LineChart = {
    id: `price-${index}`,
    title: say('Price of {symbol} with entries and exits', { symbol }),
    description: say('Prices of {symbol}; {marked}.', { symbol, marked: shown.wide }),
    height: HEIGHT,
    times: series.times,
    from,
    to,
    lines: [{ label: symbol, className: 'price', values: close }],
    kind: 'price',
    include: marked.flatMap(({ trade }) => [trade.entry_price, trade.exit_price]),
    behind: bands(areas, from, to, HEIGHT),
    over: (x, y) => tradeMarks(marked, from, to, x, y),
  };
  const keys =
    areas.length === 0
      ? null
      : html`<span class="legend"
          ><span class="swatch bull">${say('Bullish')}</span><span class="swatch bear">${say('Bearish')}</span
          ><span class="swatch neutral">${say('Neutral')}</span></span
        >`;
  const plan =
    own === undefined
      ? null
      : planCandles(own, listed, {
          from,
          to,
          mostCandles: Math.floor(MOST_CANDLES / of),
          mostSingle: Math.floor(MOST_SINGLE_BARS / of),
        });
  return html`<figure class="chart" data-zoom="run" aria-label="${say('prices of {symbol}', { symbol })}">
    <figcaption>
      ${legend(chart.lines)} ${keys}
      <span class="note line-only"
        ><span class="wide">${shown.wide}</span><span class="narrow">${shown.narrow}</span></span
      >
    </figcaption>
    ${lineChart(chart)} ${plan === null ? pointsOf(chart) : candleBlock(plan, own!, result, areas)}
    ${plan === null ? null : html`<p class="note needs-script">${resolution(plan, own!)}</p>`}
  </figure>`;
}

function candleBlock(
  { whole, around }: CandlePlan,
  { symbol, intervalMs }: BarSeries,
  { start_time: from, end_time: to }: BacktestResultDocument,
  areas: ReturnType<typeof regimeBands>,
): Markup {
  const every = Math.ceil(areas.length / MOST_BANDS);
  return jsonBlock('candles', {
    symbol,
    interval: intervalMs,
    from,
    to,
    whole: packCandles(whole, intervalMs),
    around: around.map((each) => packCandles(each, intervalMs)),
    bands: areas.filter((_, i) => i % every === 0).map(({ from: begins, className }) => [begins, className]),
  });
}

/** What the page holds and what it does not. */
function resolution({ whole, around, detailed }: CandlePlan, { intervalMs }: BarSeries): string {
  if (whole.stepMs === intervalMs)
    return say('The page holds every bar of {length}.', { length: spokenDuration(intervalMs) });
  const length = spokenDuration(whole.stepMs);
  if (around.length === 0) return say('The page holds candles of {length} (highs and lows kept).', { length });
  return say(
    'The page holds candles of {length} (highs and lows kept), and every bar of {bar} around {n} {n:trade|trades}.',
    { length, bar: spokenDuration(intervalMs), n: detailed },
  );
}
