import type { BacktestResultDocument } from '../../../core/backtest-result/index.js';
import { legend, lineChart, lowestOf, pointsOf, type LineChart } from '../chart/line-chart.js';
import { money, percent } from '../../shared/format.js';
import { html, type Markup, section } from '../markup.js';
import type { RunSeries } from '../series.js';
import { isoDay } from '../../../core/time.js';
import { say } from '../speech.js';

const HEIGHT = 320;

/** Account value against buying and holding, on a linear or a logarithmic axis; the switch needs no script. */
export function equitySection(result: BacktestResultDocument, series: RunSeries): Markup {
  const { strategy, benchmark, start_time: from, end_time: to } = result;
  const chart: Omit<LineChart, 'id'> = {
    title: say('Account value over time'),
    description: say(
      'From {initial} on {from} to {final} on {to}; buying and holding {symbol} ended at {held}. The largest loss from a peak was {loss}.',
      {
        initial: money(result.initial_equity),
        from: isoDay(from),
        final: money(result.final_equity),
        to: isoDay(to),
        symbol: benchmark.symbol,
        held: money(benchmark.final_equity),
        loss: percent(result.max_drawdown),
      },
    ),
    height: HEIGHT,
    times: series.times,
    from,
    to,
    lines: [
      { label: strategy.name, className: 'accent', values: series.equity },
      {
        label: say('Buy and hold {symbol}', { symbol: benchmark.symbol }),
        className: 'benchmark',
        values: series.benchmark,
      },
    ],
    kind: 'money',
  };
  const canLog = lowestOf(chart.lines) > 0;
  const switches = html`<input type="radio" name="scale" id="scale-linear" class="hidden-input" checked />
    <input type="radio" name="scale" id="scale-log" class="hidden-input" />
    <span class="switch" role="group" aria-label="${say('Scale of the value axis')}">
      <label for="scale-linear">${say('Linear')}</label><label for="scale-log">${say('Log')}</label>
    </span>`;
  const body = html`<figure
    class="chart"
    data-zoom="run"
    data-least="${12 * result.interval_ms}"
    aria-label="${say('the account')}"
  >
    ${canLog ? switches : null}
    <figcaption>${legend(chart.lines)}</figcaption>
    ${lineChart({ ...chart, id: 'equity-linear', className: 'on-linear' })}
    ${canLog ? lineChart({ ...chart, id: 'equity-log', log: true, className: 'on-log' }) : null} ${pointsOf(chart)}
  </figure>`;
  return section(
    'equity',
    say('Account value'),
    say('Cash plus positions at the market price, after all costs.'),
    body,
  );
}
