import type { BacktestResultDocument } from '../../../core/backtest-result/index.js';
import { NONE, percent } from '../../shared/format.js';
import { html, type Markup, section } from '../markup.js';
import { KNOWN_METRICS, metricInfo, metricText, type MetricGroup } from '../../shared/metric-list.js';

const GROUPS: readonly MetricGroup[] = ['Return', 'Risk', 'Return for risk', 'Trades', 'Against buy and hold', 'Other'];

/** Every statistic of the run, what it means, its interval where one was computed, and the same of buying and holding. */
export function metricsSection(result: BacktestResultDocument): Markup {
  const { bootstrap, metrics } = result;
  const rank = (name: string): number => (KNOWN_METRICS.includes(name) ? KNOWN_METRICS.indexOf(name) : Infinity);
  const names = Object.keys(metrics).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const bodies = GROUPS.map((group) => {
    const members = names.filter((name) => metricInfo(name).group === group);
    if (members.length === 0) return null;
    return html`<tbody>
      <tr class="group">
        <th scope="rowgroup" colspan="4">${group}</th>
      </tr>
      ${members.map((name) => row(result, name))}
    </tbody>`;
  });
  const table = html`<table class="metrics">
    <caption class="sr">
      Statistics of the strategy and of buying and holding
    </caption>
    <thead>
      <tr>
        <th scope="col">Measure</th>
        <th scope="col" class="number">
          Strategy${bootstrap === null ? null : html`<small>${percent0(bootstrap.level)} interval</small>`}
        </th>
        <th scope="col" class="number">Buy and hold</th>
        <th scope="col" class="wide about">What it says</th>
      </tr>
    </thead>
    ${bodies}
  </table>`;
  const lead =
    bootstrap === null
      ? 'A year is 365 days. One history is one sample: the true values may lie far from these.'
      : `A year is 365 days. Intervals hold the true value with ${percent0(bootstrap.level)} probability if the future resembles ` +
        `this history (block bootstrap, ${bootstrap.samples} samples of blocks of ${bootstrap.block_periods} periods).`;
  return section('metrics', 'All measures', lead, table);
}

const percent0 = (share: number): string => percent(share).replace(/\.00/, '');

function row(result: BacktestResultDocument, name: string): Markup {
  const { label, kind, about } = metricInfo(name);
  const write = (value: number | null | undefined): string =>
    value === null || value === undefined ? NONE : metricText(kind, value, result.interval_ms);
  const intervals = result.bootstrap?.intervals ?? {};
  const interval = Object.hasOwn(intervals, name) ? intervals[name] : undefined;
  return html`<tr>
    <th scope="row">${label}${about === '' ? null : html`<small class="narrow">${about}</small>`}</th>
    <td class="number">
      ${write(result.metrics[name])}${
        interval === undefined ? null : html`<small>${write(interval.low)} to ${write(interval.high)}</small>`
      }
    </td>
    <td class="number">
      ${Object.hasOwn(result.benchmark.metrics, name) ? write(result.benchmark.metrics[name]) : ''}
    </td>
    <td class="wide about">${about}</td>
  </tr>`;
}
