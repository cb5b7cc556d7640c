import type { BacktestResultDocument } from '../../../core/backtest-result/index.js';
import { legend, lineChart, lowestOf, pointsOf, type LineChart } from '../chart/line-chart.js';
import { money, percent } from '../../shared/format.js';
import { html, type Markup, section } from '../markup.js';
import type { RunSeries } from '../series.js';
import { isoDay } from '../../../core/time.js';

const HEIGHT = 320;

/** Account value against buying and holding, on a linear or a logarithmic axis; the switch needs no script. */
export function equitySection(result: BacktestResultDocument, series: RunSeries): Markup {
  const { strategy, benchmark, start_time: from, end_time: to } = result;
  const chart: Omit<LineChart, 'id'> = {
    title: 'Account value over time',
    description:
      `From ${money(result.initial_equity)} on ${isoDay(from)} to ${money(result.final_equity)} on ${isoDay(to)}; ` +
      `buying and holding ${benchmark.symbol} ended at ${money(benchmark.final_equity)}. ` +
      `The largest loss from a peak was ${percent(result.max_drawdown)}.`,
    height: HEIGHT,
    times: series.times,
    from,
    to,
    lines: [
      { label: strategy.name, className: 'accent', values: series.equity },
      { label: `Buy and hold ${benchmark.symbol}`, className: 'benchmark', values: series.benchmark },
    ],
    kind: 'money',
  };
  const canLog = lowestOf(chart.lines) > 0;
  const switches = html`<input type="radio" name="scale" id="scale-linear" class="hidden-input" checked />
    <input type="radio" name="scale" id="scale-log" class="hidden-input" />
    <span class="switch" role="group" aria-label="Scale of the value axis">
      <label for="scale-linear">Linear</label><label for="scale-log">Log</label>
    </span>`;
  const body = html`<figure
    class="chart"
    data-zoom="run"
    data-least="${12 * result.interval_ms}"
    aria-label="the account"
  >
    ${canLog ? switches : null}
    <figcaption>${legend(chart.lines)}</figcaption>
    ${lineChart({ ...chart, id: 'equity-linear', className: 'on-linear' })}
    ${canLog ? lineChart({ ...chart, id: 'equity-log', log: true, className: 'on-log' }) : null} ${pointsOf(chart)}
  </figure>`;
  return section('equity', 'Account value', 'Cash plus positions at the market price, after all costs.', body);
}
