import type { BacktestResultDocument } from '../../../core/backtest-result/index.js';
import { decimals } from '../../shared/numbers.js';
import { bands } from '../chart/bands.js';
import { legend, lineChart, pointsOf, type LineChart } from '../chart/line-chart.js';
import { MARK_SHAPES, markedText, tradeMarks, tradesToMark } from '../chart/trade-marks.js';
import { count } from '../../shared/format.js';
import { html, type Markup } from '../markup.js';
import type { RunSeries } from '../series.js';
import { axisMoney } from './equity.js';
import { regimeBands } from './regime-bands.js';
import { section } from './section.js';

const HEIGHT = 300;
/** Each symbol is a chart of its own; a page of more is no page. */
const MOST_SYMBOLS = 6;

/** Price of each symbol with the trades on it and, where there was one, the regime behind it. */
export function priceSection(result: BacktestResultDocument, series: RunSeries): Markup | null {
  const shown = series.prices.slice(0, MOST_SYMBOLS);
  if (shown.length === 0) return null;
  const charts = shown.map(({ symbol, close }, index) => priceChart(result, series, symbol, close, index));
  const lead = [
    'Closing prices, with where trades began (triangle up: long, down: short) and ended (cross).',
    result.regime === null ? '' : ' The colours behind are the regime as the strategy knew it.',
    shown.length < series.prices.length
      ? ` The first ${MOST_SYMBOLS} of ${count(series.prices.length, 'symbol', 'symbols')}.`
      : '',
  ].join('');
  return section('prices', 'Price, entries and exits', lead, html`${MARK_SHAPES}${charts}`);
}

function priceChart(
  result: BacktestResultDocument,
  series: RunSeries,
  symbol: string,
  close: Float64Array,
  index: number,
): Markup {
  const { start_time: from, end_time: to } = result;
  const trades = result.trades.filter((trade) => trade.symbol === symbol);
  const marked = tradesToMark(trades);
  const areas = regimeBands(result);
  const shown = markedText(trades.length);
  const chart: LineChart = {
    id: `price-${index}`,
    title: `Price of ${symbol} with entries and exits`,
    description: `Closing prices of ${symbol}; ${shown.wide}.`,
    height: HEIGHT,
    times: series.times,
    from,
    to,
    lines: [{ label: symbol, className: 'price', values: close }],
    kind: 'price',
    yLabel: (value) => (Math.abs(value) >= 100 ? axisMoney(value) : decimals(value, value < 1 ? 4 : 2)),
    include: marked.flatMap(({ trade }) => [trade.entry_price, trade.exit_price]),
    behind: bands(areas, from, to, HEIGHT),
    over: (x, y) => tradeMarks(marked, from, to, x, y),
  };
  const keys =
    areas.length === 0
      ? null
      : html`<span class="legend"
          ><span class="swatch bull">Bullish</span><span class="swatch bear">Bearish</span
          ><span class="swatch neutral">Neutral</span></span
        >`;
  return html`<figure class="chart">
    <figcaption>
      ${legend(chart.lines)} ${keys}
      <span class="note"><span class="wide">${shown.wide}</span><span class="narrow">${shown.narrow}</span></span>
    </figcaption>
    ${lineChart(chart)} ${pointsOf(chart)}
  </figure>`;
}
