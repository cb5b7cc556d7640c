import type { BacktestResultDocument } from '../../../core/backtest-result/index.js';
import { legend, lineChart, pointsOf, type LineChart } from '../chart/line-chart.js';
import { unit } from '../chart/path.js';
import { exposureOverTime } from '../exposure.js';
import { html, type Markup, section } from '../markup.js';
import { rollingMeasures } from '../rolling.js';
import type { RunSeries } from '../series.js';
import { say } from '../speech.js';

const HEIGHT = 170;

/** Whether the run was one lucky stretch: risk, reward for it and time in the market as they were along the way. */
export function rollingSection(result: BacktestResultDocument, series: RunSeries): Markup | null {
  const { start_time: from, end_time: to } = result;
  const rolling = rollingMeasures(series.opens, series.equity, result.initial_equity, result.interval_ms);
  const exposure = exposureOverTime(result);
  if (rolling === null && exposure === null) return null;
  const charts: LineChart[] = [];
  const common = { height: HEIGHT, from, to } as const;
  if (rolling !== null) {
    const { days, times } = rolling;
    charts.push(
      {
        ...common,
        id: 'rolling-sharpe',
        title: say('Sharpe ratio of the last {days} days', { days }),
        description: say('Annualised Sharpe ratio of the daily returns of the last {days} days.', { days }),
        times,
        lines: [
          { label: say('Sharpe ratio, last {days} days', { days }), className: 'accent', values: rolling.sharpe },
        ],
        kind: 'ratio',
        include: [0],
        behind: (_, y) => html`<path class="base" d="M0 ${unit(y.at(0))}H1000" />`,
      },
      {
        ...common,
        id: 'rolling-volatility',
        title: say('Volatility of the last {days} days', { days }),
        description: say('Annualised standard deviation of the daily returns of the last {days} days.', { days }),
        times,
        lines: [
          {
            label: say('Volatility a year, last {days} days', { days }),
            className: 'price',
            values: rolling.volatility,
          },
        ],
        kind: 'percent',
        include: [0],
      },
    );
  }
  if (exposure !== null) {
    const { days, long, short } = exposure;
    charts.push({
      ...common,
      id: 'exposure',
      title: say('Time in the market, last {days} days', { days }),
      description: say('Share of the last {days} days with a position.', { days }),
      times: series.times,
      lines: [
        { label: say('Long, share of the last {days} days', { days }), className: 'accent', values: long },
        ...(short === null ? [] : [{ label: say('Short'), className: 'loss', values: short }]),
      ],
      kind: 'percent',
      include: [0, 1],
    });
  }
  const lead = say(
    'Each point looks back from its own time on: a strategy that works does so along the whole way. Returns are daily, a year has 365 days.',
  );
  return section(
    'rolling',
    say('Along the way'),
    lead,
    charts.map((chart) => figure(chart, result.interval_ms)),
  );
}

const figure = (chart: LineChart, intervalMs: number): Markup =>
  html`<figure class="chart" data-zoom="run" data-least="${12 * intervalMs}" aria-label="${chart.title}">
    <figcaption>${legend(chart.lines)}</figcaption>
    ${lineChart(chart)} ${pointsOf(chart)}
  </figure>`;
