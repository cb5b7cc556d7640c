import { regimeLabelOf } from '../../../../core/regime/schema.js';
import type { Evaluation, ForecasterEvaluation, Period } from '../../../../evaluation/evaluate/schema.js';
import { bands, type Band } from '../../chart/bands.js';
import { frame } from '../../chart/frame.js';
import { legend, lineChart, pointsOf, type Line, type LineChart } from '../../chart/line-chart.js';
import { areaPath, unit } from '../../chart/path.js';
import { linearScale, type Scale } from '../../chart/scale.js';
import { percentAt } from '../../chart/time-axis.js';
import { html, type Markup, type Piece, section } from '../../markup.js';
import { cumulativeGain, gainOnDecisions, type Series } from '../cumulative.js';
import { ratio, share } from '../write.js';
import { minuteText } from '../../../../core/time.js';
import { say } from '../../speech.js';

const HEIGHT = 280;
const STRIP = 18;
const GAP = 6;
/** More cells than this cannot be told apart on a phone's screen. */
const MOST_CELLS = 700;
/** Points of the curve that bounds what chance alone would do. */
const ENVELOPE_POINTS = 60;

/** Whether the skill is spread over time or one lucky week: the sum of what each decision won against climatology. */
export function overTimeSection(
  forecaster: ForecasterEvaluation,
  { baselines }: Evaluation,
  prefix: string,
): Markup | null {
  const { headline, earlier } = forecaster;
  const periods = [earlier, headline].filter((period) => period !== null);
  const last = periods.at(-1);
  if (last === undefined) return null;
  const times = periods.flatMap(({ series }) => series.decided_at);
  const from = times[0]!;
  const to = times.at(-1)! + last.scores.sample.step_ms;
  const column = (values: readonly (number | null)[], before: number): Float64Array => {
    const all = new Float64Array(times.length).fill(NaN);
    values.forEach((value, i) => (all[before + i] = value ?? NaN));
    return all;
  };
  const offset = times.length - last.series.decided_at.length;
  const lines: Line[] = [
    {
      label: headline === null ? say('not out of sample') : say('out of sample'),
      className: 'accent',
      values: column(cumulativeGain(last.series), offset),
    },
  ];
  if (headline !== null && earlier !== null) {
    lines.push({
      label: say('before the headline'),
      className: 'price',
      values: column(cumulativeGain(earlier.series), 0),
    });
  }
  const rival = strongest(last, baselines);
  if (rival !== null) {
    const gains = gainOnDecisions(last.series.decided_at, rival.series);
    lines.push({ label: rival.id, className: 'benchmark', values: column(gains, offset) });
  }
  const error = last.scores.brier.diebold_mariano?.standard_error ?? null;
  const n = last.series.decided_at.length;
  const bound = error === null ? null : 1.96 * error * n;
  const ended = ratio(cumulativeGain(last.series).at(-1)!);
  const startOfHeadline = headline !== null && earlier !== null ? headline.series.decided_at[0]! : null;
  const chart: LineChart = {
    id: `${prefix}-gain`,
    title: say('Brier points won against climatology, summed up'),
    description: say('The sum ended at {sum} over {n} decisions.', { sum: ended, n: String(n) }),
    height: HEIGHT,
    times: Float64Array.from(times),
    from,
    to,
    lines,
    kind: 'ratio',
    include: [0, ...(bound === null ? [] : [bound, -bound])],
    behind: (x, y) => [
      bound === null ? null : envelope(last.series.decided_at, bound, x, y),
      html`<path class="base" d="M0 ${unit(y.at(0))}H1000" />`,
    ],
    over: () => ({
      shapes: null,
      marks:
        startOfHeadline === null
          ? null
          : html`<line
              class="middle"
              x1="${percentAt(startOfHeadline, from, to)}"
              x2="${percentAt(startOfHeadline, from, to)}"
              y1="0"
              y2="${HEIGHT}"
            />`,
    }),
  };
  const body = html`<figure class="chart">
    <figcaption>${legend(chart.lines)}</figcaption>
    ${lineChart(chart)} ${strips(periods, from, to, `${prefix}-strips`)} ${pointsOf(chart)}
  </figure>`;
  const grey =
    bound === null
      ? ''
      : ` ${say('In the grey a forecaster without any skill, and as scattered as this one, would end in 95 of 100 cases.')}`;
  const begins =
    startOfHeadline === null ? '' : ` ${say('The dashed line is where the headline begins; each side counts from 0.')}`;
  const slope = say(
    'The line rises with each decision at which its squared error was below that of climatology: skill is a steady slope, luck is a few jumps. It ended at {sum}.',
    { sum: ended },
  );
  const lead = `${slope}${grey}${begins}`;
  return section(`${prefix}-time`, say('Skill over time'), lead, body);
}

/** The baseline that did best on the same decisions; climatology itself is the zero line. */
function strongest(
  { comparisons }: Period,
  baselines: readonly ForecasterEvaluation[],
): { id: string; series: Series[] } | null {
  const best = [...comparisons]
    .filter(({ comparison }) => comparison.brier.reference > 0)
    .sort((a, b) => a.comparison.brier.reference - b.comparison.brier.reference);
  for (const { id } of best) {
    const found = baselines.find((one) => one.id === id);
    const series = [found?.earlier?.series, found?.headline?.series].filter((each) => each !== undefined);
    const isReference = series.every(({ prob_bull, climatology }) =>
      prob_bull.every((p, i) => Math.abs(p - climatology[i]!) < 1e-12),
    );
    if (series.length > 0 && !isReference) return { id, series };
  }
  return null;
}

function envelope(times: readonly number[], bound: number, x: Scale, y: Scale): Piece {
  const n = times.length;
  const rows = Array.from({ length: ENVELOPE_POINTS + 1 }, (_, k) => Math.round((k * (n - 1)) / ENVELOPE_POINTS));
  const xs = rows.map((row) => x.at(times[row]!));
  const side = (sign: number): number[] => rows.map((row) => y.at(sign * bound * Math.sqrt((row + 1) / n)));
  return [side(1), side(-1)].map((ys) => html`<path class="band neutral" d="${areaPath(xs, ys, y.at(0))}" />`);
}

/** What was said and what came, decision by decision where there is room, else a few together. */
function strips(periods: readonly Period[], from: number, to: number, id: string): Markup {
  const together = Math.ceil(periods.reduce((sum, { series }) => sum + series.outcome.length, 0) / MOST_CELLS);
  const said: Band[] = [];
  const came: Band[] = [];
  for (const { series, scores } of periods) {
    const { decided_at: times, prob_bull, outcome } = series;
    for (let i = 0; i < times.length; i += together) {
      const end = Math.min(times.length, i + together);
      const time = times[i]!;
      const at = { from: time, to: Math.min(times[end] ?? Infinity, times[end - 1]! + scores.sample.step_ms) };
      const p = meanOf(prob_bull.slice(i, end));
      const bulls = meanOf(outcome.slice(i, end));
      const when =
        together === 1 ? minuteText(time) : say('{time} and the next {n}', { time: minuteText(time), n: end - i - 1 });
      said.push({
        ...at,
        className: regimeLabelOf(p, 1 - p),
        title: say('{when}: said {share} bull', { when, share: share(p) }),
      });
      came.push({
        ...at,
        className: regimeLabelOf(bulls, 1 - bulls),
        title: say('{when}: {share} bull came', { when, share: share(bulls) }),
      });
    }
  }
  const height = 2 * STRIP + GAP;
  const y = linearScale(0, height, 0, height);
  return html`<div class="strips">
      ${frame({
        id,
        title: say('What was said and what came'),
        description: say('Two strips over time: the regime that each forecast names, and the outcome.'),
        height,
        y,
        yTicks: [STRIP / 2, STRIP + GAP + STRIP / 2],
        yLabel: (value) => (value < STRIP ? say('said') : say('came')),
        xAxis: null,
        className: 'bare',
        shapes: html`${bands(said, from, to, STRIP)}<g transform="translate(0 ${STRIP + GAP})"
            >${bands(came, from, to, STRIP)}</g
          >`,
      })}
    </div>
    <p class="note">
      <span class="swatch bull">${say('bull')}</span> <span class="swatch neutral">${say('neutral (0.4 to 0.6)')}</span>
      <span class="swatch bear">${say('bear')}</span>
    </p>
    ${together === 1 ? null : html`<p class="note">${say('Each cell is the mean of {n} decisions.', { n: together })}</p>`}`;
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
