import type { Evaluation, ForecasterEvaluation, Period } from '../../evaluation/evaluate/schema.js';
import type { TerminalWord } from '../language/say.js';
import { plain, truncate, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import { decimals, signed } from '../shared/numbers.js';
import type { TerminalStyle } from './style.js';
import { renderTable } from './table.js';

/** Skills and differences with three digits. */
const skillText = (value: number): string => signed(value, 3).replace('-', '−');

/** The decisions out of sample, else what there is, which is then marked. */
export const periodText = ({ headline, earlier }: ForecasterEvaluation): Period | null => headline ?? earlier;

interface Cell {
  readonly title: TerminalWord;
  readonly width: number;
  /** Null where there is no such number. */
  readonly of: (period: Period, forecaster: ForecasterEvaluation) => string | null;
}

const costText = (usd: number): string => (usd > 0 && usd < 0.005 ? '<$0.01' : `$${decimals(usd, 2)}`);

const pText = (value: number): string => (value < 0.001 ? '<0.001' : decimals(value, 3));

const ALWAYS: readonly Cell[] = [
  { title: 'n', width: 6, of: ({ scores }) => decimals(scores.sample.n, 0) },
  {
    title: 'Brier skill',
    width: 23,
    of: ({ scores: { brier } }) => {
      const { skill, skill_interval: interval } = brier;
      if (skill === null) return null;
      if (interval === null) return skillText(skill);
      return `${skillText(skill)} [${skillText(interval.low)}, ${skillText(interval.high)}]`;
    },
  },
  {
    // Of the test that the verdict goes by.
    title: 'p',
    width: 6,
    of: ({ scores: { brier } }) => (brier.cosine_test === null ? null : pText(brier.cosine_test.p_value)),
  },
];

/** As many of these as fit, in this order. */
const WHERE_WIDE: readonly Cell[] = [
  { title: 'Brier', width: 6, of: ({ scores }) => decimals(scores.brier.score, 4) },
  { title: 'ECE', width: 5, of: ({ scores }) => decimals(scores.calibration.equal_count.ece, 3) },
  { title: 'AUC', width: 5, of: ({ scores }) => (scores.auc === null ? null : decimals(scores.auc, 3)) },
  { title: 'indep.', width: 6, of: ({ scores }) => decimals(scores.sample.non_overlapping, 0) },
  { title: 'cost', width: 7, of: (_, { cost_usd: cost }) => (cost === null ? null : costText(cost)) },
];

const LEAST_NAME = 20;
/** A cell's borders and padding. */
const PADDING = 3;

/** Everybody in one table, those in question first. */
export function evaluationTable({ forecasters, baselines }: Evaluation, style: TerminalStyle): string {
  const asked = new Set(forecasters.map(({ id }) => id));
  const rows = [...forecasters, ...baselines.filter(({ id }) => !asked.has(id))];
  const widthOf = (cells: readonly Cell[]): number => cells.reduce((sum, { width }) => sum + width + PADDING, 1);
  const cells = [...ALWAYS];
  for (const cell of WHERE_WIDE) {
    if (widthOf([...cells, cell]) + LEAST_NAME + PADDING <= style.width) cells.push(cell);
  }
  const nameWidth = Math.max(8, style.width - widthOf(cells) - PADDING);
  const { dash } = marksOf(style);
  const { say } = style;
  return renderTable(
    [{ title: say('forecaster') }, ...cells.map(({ title }) => ({ title: say(title), align: 'right' as const }))],
    rows.map((forecaster) => {
      const period = periodText(forecaster);
      const mark = forecaster.headline === null && period !== null ? ' *' : '';
      const name = `${truncate(untrusted(forecaster.id), nameWidth - mark.length, style)}${mark}`;
      return [
        asked.has(forecaster.id) ? style.paint.bold(name) : name,
        ...cells.map(({ of }) => plain((period === null ? null : of(period, forecaster)) ?? dash, style)),
      ];
    }),
    style,
  );
}

/** What was said beside what came, a tenth of the decisions a line. */
export function reliabilityTable(period: Period, style: TerminalStyle): string {
  const right = 'right' as const;
  const percent = (value: number): string => `${decimals(value * 100, 1)} %`;
  const rows = period.scores.calibration.equal_count.diagram.map(({ n, mean_forecast, observed, consistency }) => {
    const outside = observed < consistency.low - 1e-12 || observed > consistency.high + 1e-12;
    const came = percent(observed);
    return [
      percent(mean_forecast),
      outside ? style.paint.yellow(`${came} !`) : `${came}  `,
      plain(`${percent(consistency.low)} … ${percent(consistency.high)}`, style),
      decimals(n, 0),
    ];
  });
  return renderTable(
    [
      { title: style.say('said'), align: right },
      { title: style.say('came true'), align: right },
      { title: style.say('if calibrated'), align: right },
      { title: style.say('n'), align: right },
    ],
    rows,
    style,
  );
}
