import type { ForecastScores } from '../../../../evaluation/scoring/schema.js';
import type { ForecasterEvaluation, RecalibrationResult } from '../../../../evaluation/evaluate/schema.js';
import { decimals } from '../../../shared/numbers.js';
import { frame, LABEL_DROP, PLOT_WIDTH } from '../../chart/frame.js';
import { unit } from '../../chart/path.js';
import { linearScale, type Scale } from '../../chart/scale.js';
import { linearTicks } from '../../chart/ticks.js';
import { html, type Markup, section } from '../../markup.js';
import { share, shownPeriod } from '../write.js';
import { say, word } from '../../speech.js';

type Diagram = ForecastScores['calibration']['equal_count']['diagram'];

const HEIGHT = 320;
const HISTOGRAM_HEIGHT = 64;
const CELLS = 20;

/** Whether what it calls 70 % comes true in 70 % of cases, plain and, where there is one, recalibrated. */
export function reliabilitySection(forecaster: ForecasterEvaluation, prefix: string): Markup | null {
  const shown = shownPeriod(forecaster);
  if (shown === null) return null;
  const { calibration, sharpness, sample } = shown.period.scores;
  const { diagram, ece } = calibration.equal_count;
  const better = bestOf(forecaster.recalibration, forecaster.suggestion.calibrate);
  const domain = domainOf([...diagram, ...(better?.diagram_after ?? [])]);
  const outside = diagram.filter((bin) => !isConsistent(bin)).length;
  const plain = panel({
    id: `${prefix}-reliability-before`,
    title: say('As the forecaster said it'),
    note: say('{n} {n:decision|decisions}, calibration error {ece}', { n: sample.n, ece: decimals(ece, 3) }),
    diagram,
    cells: [...sharpness.histogram],
    approximate: false,
    domain,
  });
  const changed =
    better === null
      ? null
      : panel({
          id: `${prefix}-reliability-after`,
          title: say('After recalibration ({kind}), out of sample', { kind: word(better.kind) }),
          note: say('{n} {n:decision|decisions}, calibration error {ece}', {
            n: better.n,
            ece: decimals(better.after.ece, 3),
          }),
          diagram: better.diagram_after,
          cells: spread(better.diagram_after),
          approximate: true,
          domain,
        });
  const cut =
    domain[0] > 0 || domain[1] < 1
      ? say('; the axes show {from} to {to} only, and forecasts beyond count in the outermost bars', {
          from: percentTick(domain[0]),
          to: percentTick(domain[1]),
        })
      : '';
  const lead = [
    say(
      'Each point is a tenth of the decisions: where it lies on the diagonal, what was forecast is what came true. Nineteen of twenty points of a perfectly calibrated forecaster would lie within the grey band; whiskers are 95 % Wilson intervals.',
    ),
    outside === 0
      ? say('No point lies outside the band{cut}.', { cut })
      : say('{n} {n:point lies|points lie} outside the band{cut}.', { n: outside, cut }),
  ].join(' ');
  const body = html`<div class="panels">${plain}${changed}</div>
    ${changed === null ? html`<p class="note">${say('No recalibration had enough closed decisions to learn from.')}</p>` : null}`;
  return section(`${prefix}-reliability`, say('Are its probabilities what they say?'), lead, body);
}

const isConsistent = ({ observed, consistency }: Diagram[number]): boolean =>
  observed >= consistency.low - 1e-12 && observed <= consistency.high + 1e-12;

/** The suggested kind, else of those tried on most decisions the one that comes out best. */
function bestOf(results: readonly RecalibrationResult[], suggested: string | null): RecalibrationResult | null {
  const chosen = results.find(({ kind }) => kind === suggested);
  return (
    chosen ?? [...results].sort((a, b) => b.n - a.n || a.comparison.difference - b.comparison.difference)[0] ?? null
  );
}

/** From tenth to tenth around every point with its whiskers and band; forecasts beyond count in the outermost bars. */
function domainOf(bins: Diagram): [number, number] {
  const ends = bins.flatMap(({ mean_forecast, wilson, consistency }) => [
    mean_forecast,
    wilson.low,
    wilson.high,
    consistency.low,
    consistency.high,
  ]);
  const from = Math.floor(Math.min(...ends) * 10 + 1e-9) / 10;
  const to = Math.ceil(Math.max(...ends) * 10 - 1e-9) / 10;
  return from < to ? [Math.max(0, from), Math.min(1, to)] : [0, 1];
}

/** Cells of equal width from bins of equal count, each bin spread evenly over its own width. */
function spread(bins: Diagram): number[] {
  const cells = new Array<number>(CELLS).fill(0);
  for (const { low, high, n } of bins) {
    if (high === low) {
      const cell = Math.min(CELLS - 1, Math.floor(low * CELLS));
      cells[cell] = cells[cell]! + n;
      continue;
    }
    cells.forEach((_, i) => {
      const inside = Math.min(high, (i + 1) / CELLS) - Math.max(low, i / CELLS);
      if (inside > 0) cells[i] = cells[i]! + (n * inside) / (high - low);
    });
  }
  return cells;
}

interface Panel {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly diagram: Diagram;
  readonly cells: readonly number[];
  readonly approximate: boolean;
  readonly domain: readonly [number, number];
}

function panel({ id, title, note, diagram, cells, approximate, domain: [from, to] }: Panel): Markup {
  const x = linearScale(from, to, 0, PLOT_WIDTH);
  const y = linearScale(from, to, HEIGHT - 6, 6);
  const ticks = linearTicks(from, to, 5);
  const at = (value: number): string => `${unit(x.at(value) / 10)}%`;
  const axis = (height: number): Markup =>
    html`<g aria-hidden="true">
      ${ticks.map((tick) => {
        const anchor = x.at(tick) < 40 ? 'start' : x.at(tick) > 960 ? 'end' : 'middle';
        return html`<text x="${at(tick)}" y="${height + LABEL_DROP}" text-anchor="${anchor}"
          >${percentTick(tick)}</text
        >`;
      })}
    </g>`;
  const picture = frame({
    id,
    title: `${say('Reliability diagram.')} ${title}`,
    description: diagram.map((bin) => titleOf(bin)).join('; '),
    height: HEIGHT,
    y,
    yTicks: ticks,
    yLabel: percentTick,
    xAxis: axis(HEIGHT),
    shapes: html`<path class="band neutral" d="${bandPath(diagram, x, y)}" /><path
        class="diagonal"
        d="M${unit(x.at(from))} ${unit(y.at(from))}L${unit(x.at(to))} ${unit(y.at(to))}"
      />`,
    marks: diagram.map((bin) => mark(bin, at(bin.mean_forecast), y)),
  });
  const bars = cellsWithin(cells, from, to);
  const most = Math.max(...bars.map(({ n }) => n), 1);
  const up = linearScale(0, most, HISTOGRAM_HEIGHT, 9);
  const drawn = bars.map(({ low, high, n }, i) => {
    const beyond = i === 0 && low > 0 ? say(' or less') : i === bars.length - 1 && high < 1 ? say(' or more') : '';
    const range = say('{from} to {to}', { from: percentTick(low), to: percentTick(high) });
    const forecasts = approximate
      ? say('about {n} {n:forecast|forecasts}', { n: Math.round(n) })
      : say('{n} {n:forecast|forecasts}', { n: Math.round(n) });
    const text = `${range}${beyond}: ${forecasts}`;
    return html`<rect
      class="bar said"
      x="${unit(x.at(low))}"
      y="${unit(up.at(n))}"
      width="${unit(x.at(high) - x.at(low))}"
      height="${unit(HISTOGRAM_HEIGHT - up.at(n))}"
      ><title>${text}</title></rect
    >`;
  });
  const histogram = frame({
    id: `${id}-histogram`,
    title: `${say('How often each probability was said.')} ${title}`,
    description: say('The most frequent twentieth holds {n} forecasts.', { n: Math.round(most) }),
    height: HISTOGRAM_HEIGHT,
    y: up,
    yTicks: [0, Math.round(most)],
    yLabel: (value) => decimals(value, 0),
    xAxis: null,
    shapes: drawn,
    className: 'bare',
  });
  return html`<figure class="chart panel">
    <h3>${title}</h3>
    <p class="note">${note}</p>
    ${picture}
    <p class="axis-name">${say('forecast probability of bull →')}</p>
    ${histogram}
    <p class="note">
      ${say('Up: share that came true. Below: how often each probability was said{how}.', {
        how: approximate ? say(' (drawn from the ten bins, so approximately)') : '',
      })}
    </p>
  </figure>`;
}

interface Cell {
  readonly low: number;
  readonly high: number;
  n: number;
}

/** The cells that lie on the axis; what lies beyond it counts in the outermost. */
function cellsWithin(cells: readonly number[], from: number, to: number): Cell[] {
  const first = Math.round(from * CELLS);
  const last = Math.round(to * CELLS) - 1;
  const inside = Array.from({ length: last - first + 1 }, (_, k): Cell => {
    const i = first + k;
    return { low: i / CELLS, high: (i + 1) / CELLS, n: 0 };
  });
  cells.forEach((n, i) => {
    inside[Math.min(last, Math.max(first, i)) - first]!.n += n;
  });
  return inside;
}

const percentTick = (value: number): string => `${decimals(value * 100, 0)}%`;

function bandPath(bins: Diagram, x: Scale, y: Scale): string {
  if (bins.length === 0) return '';
  const points = bins.map(({ mean_forecast: p, consistency }) => ({ x: unit(x.at(p)), ...consistency }));
  const upper = points.map((point) => `${point.x} ${unit(y.at(point.high))}`);
  const lower = points.toReversed().map((point) => `${point.x} ${unit(y.at(point.low))}`);
  return `M${[...upper, ...lower].join('L')}Z`;
}

const titleOf = ({ mean_forecast, observed, n, wilson }: Diagram[number]): string =>
  say('said {said} on average, came true {came} ({low} to {high}) of {n}', {
    said: share(mean_forecast),
    came: share(observed),
    low: share(wilson.low),
    high: share(wilson.high),
    n: String(n),
  });

function mark(bin: Diagram[number], at: string, y: Scale): Markup {
  const { observed, wilson } = bin;
  return html`<g class="${isConsistent(bin) ? 'accent' : 'loss'}">
    <title>${titleOf(bin)}${isConsistent(bin) ? '' : say(', outside the band')}</title>
    <line class="whisker" x1="${at}" x2="${at}" y1="${unit(y.at(wilson.low))}" y2="${unit(y.at(wilson.high))}" />
    <circle class="dot" cx="${at}" cy="${unit(y.at(observed))}" r="4.5" />
  </g>`;
}
