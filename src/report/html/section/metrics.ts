import type { BacktestResultDocument } from '../../../core/backtest-result/index.js';
import { NONE, percent } from '../../shared/format.js';
import { html, type Markup, section } from '../markup.js';
import { KNOWN_METRICS, metricInfo, type MetricGroup } from '../../shared/metric-list.js';
import { say, spokenMetric, word } from '../speech.js';

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
        <th scope="rowgroup" colspan="4">${say(group)}</th>
      </tr>
      ${members.map((name) => row(result, name))}
    </tbody>`;
  });
  const table = html`<table class="metrics">
    <caption class="sr">
      ${say('Statistics of the strategy and of buying and holding')}
    </caption>
    <thead>
      <tr>
        <th scope="col">${say('Measure')}</th>
        <th scope="col" class="number">
          ${say('Strategy')}${bootstrap === null ? null : html`<small>${say('{share} interval', { share: percent0(bootstrap.level) })}</small>`}
        </th>
        <th scope="col" class="number">${say('Buy and hold')}</th>
        <th scope="col" class="wide about">${say('What it says')}</th>
      </tr>
    </thead>
    ${bodies}
  </table>`;
  const lead =
    bootstrap === null
      ? say('A year is 365 days. One history is one sample: the true values may lie far from these.')
      : say(
          'A year is 365 days. Intervals hold the true value with {share} probability if the future resembles this history (block bootstrap, {samples} samples of blocks of {n} periods).',
          {
            share: percent0(bootstrap.level),
            samples: String(bootstrap.samples),
            n: String(bootstrap.block_periods),
          },
        );
  return section('metrics', say('All measures'), lead, table);
}

const percent0 = (share: number): string => percent(share).replace(/\.00/, '');

function row(result: BacktestResultDocument, name: string): Markup {
  const { label, kind, about } = metricInfo(name);
  const what = word(about);
  const write = (value: number | null | undefined): string =>
    value === null || value === undefined ? say(NONE) : spokenMetric(kind, value, result.interval_ms);
  const intervals = result.bootstrap?.intervals ?? {};
  const interval = Object.hasOwn(intervals, name) ? intervals[name] : undefined;
  return html`<tr>
    <th scope="row">${word(label)}${what === '' ? null : html`<small class="narrow">${what}</small>`}</th>
    <td class="number">
      ${write(result.metrics[name])}${
        interval === undefined
          ? null
          : html`<small>${say('{from} to {to}', { from: write(interval.low), to: write(interval.high) })}</small>`
      }
    </td>
    <td class="number">
      ${Object.hasOwn(result.benchmark.metrics, name) ? write(result.benchmark.metrics[name]) : ''}
    </td>
    <td class="wide about">${what}</td>
  </tr>`;
}
