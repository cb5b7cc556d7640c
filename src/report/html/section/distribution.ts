import type { BacktestResultDocument } from '../../../core/backtest-result/index.js';
import { decimals } from '../../shared/numbers.js';
import { frame, LABEL_DROP, PLOT_WIDTH } from '../chart/frame.js';
import { histogram, type Bin } from '../chart/histogram.js';
import { unit } from '../chart/path.js';
import { linearScale } from '../chart/scale.js';
import { linearTicks } from '../chart/ticks.js';
import { signedPercent } from '../../shared/format.js';
import { html, type Markup, section } from '../markup.js';
import { mean } from '../../../core/statistics/moments.js';
import { median } from '../../../core/statistics/quantile.js';
import { say } from '../speech.js';

const HEIGHT = 200;

/** How the returns of the trades are spread. */
export function distributionSection({ trades }: BacktestResultDocument): Markup | null {
  if (trades.length === 0) return null;
  const returns = trades.map((trade) => trade.return);
  const { bins, below, above } = histogram(returns);
  const from = bins[0]!.from;
  const to = bins.at(-1)!.to;
  const x = linearScale(from, to, 0, PLOT_WIDTH);
  const most = Math.max(...bins.map((bin) => bin.count));
  const y = linearScale(0, most, HEIGHT, 10);
  const ticks = linearTicks(from, to, 6);
  const digits = ticks.every((value) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-9) ? 0 : 2;
  const share = (value: number): string => `${unit(x.at(value) / 10)}%`;
  const middle = median(returns)!;
  const average = say('{mean} on average, {median} in the middle (median)', {
    mean: signedPercent(mean(returns)),
    median: signedPercent(middle),
  });
  const beyond =
    below + above === 0
      ? ''
      : ` ${say('{n} {n:trade|trades} beyond the range count in the outermost bars.', { n: below + above })}`;
  const picture = frame({
    id: 'spread',
    title: say('Distribution of trade returns'),
    description: `${say('{n} {n:trade|trades}', { n: trades.length })}: ${average}.`,
    height: HEIGHT,
    y,
    yTicks: linearTicks(0, most, 4).filter(Number.isInteger),
    yLabel: (value) => decimals(value, 0),
    xAxis: html`<g aria-hidden="true">${ticks.map((value) => label(share(value), x.at(value), value, digits))}</g>`,
    shapes: bins.map((bin) => bar(bin, x.at(bin.from), x.at(bin.to), y.at(bin.count))),
    marks: html`<line class="middle" x1="${share(middle)}" x2="${share(middle)}" y1="0" y2="${HEIGHT}" />`,
  });
  const body = html`<figure class="chart">${picture}</figure>`;
  const lead = `${say('Number of trades by return after costs: {average} (dashed).', { average })}${beyond}`;
  return section('distribution', say('How the trades turned out'), lead, body);
}

function label(at: string, x: number, value: number, digits: number): Markup {
  const anchor = x < 60 ? 'start' : x > 940 ? 'end' : 'middle';
  return html`<text x="${at}" y="${HEIGHT + LABEL_DROP}" text-anchor="${anchor}"
    >${decimals(value * 100, digits)}%</text
  >`;
}

function bar({ from, to, count: size }: Bin, x: number, end: number, top: number): Markup {
  const text = `${say('{from} to {to}', { from: signedPercent(from), to: signedPercent(to) })}: ${say('{n} {n:trade|trades}', { n: size })}`;
  const side = from + to > 0 ? 'gain' : 'loss';
  return html`<rect
    class="bar ${side}"
    x="${unit(x)}"
    y="${unit(top)}"
    width="${unit(end - x)}"
    height="${unit(HEIGHT - top)}"
    ><title>${text}</title></rect
  >`;
}
