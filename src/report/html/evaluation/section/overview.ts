import type { Evaluation, ForecasterEvaluation } from '../../../../evaluation/evaluate/schema.js';
import { decimals } from '../../../shared/numbers.js';
import { html, type Markup, type Piece, section } from '../../markup.js';
import { forestAxis, forestCell, forestScale, type Estimate, type ForestScale } from '../forest.js';
import { dataTable, type HtmlColumn } from '../table.js';
import {
  between,
  dash,
  NO_INTERVAL,
  noneOf,
  NO_TEST,
  orDash,
  pValue,
  score,
  shownPeriod,
  signedScore,
  usd,
  type ShownPeriod,
} from '../write.js';
import { isoDay } from '../../../../core/time.js';
import { found, say } from '../../speech.js';

/** Everybody in one table: those in question first, then what they are measured against. */
export function overviewSection({ forecasters, baselines }: Evaluation): Markup {
  const asked = new Set(forecasters.map(({ id }) => id));
  const others = baselines.filter(({ id }) => !asked.has(id));
  const rows = [...forecasters, ...others].map((forecaster) => ({ forecaster, shown: shownPeriod(forecaster) }));
  const estimates = rows.map(({ forecaster, shown }) =>
    shown === null ? null : estimateOf(forecaster.id, shown, asked),
  );
  const main = estimates.slice(0, forecasters.length).filter((each) => each !== null);
  const scale = forestScale(
    main,
    estimates.filter((each) => each !== null),
  );
  const table = dataTable({
    caption: say('Scores of all forecasters and baselines'),
    className: 'overview',
    columns: columnsOf(scale),
    rowClasses: rows.map((_, i) => (i < forecasters.length ? 'asked' : '')),
    rows: rows.map(({ forecaster, shown }, i) => cellsOf(forecaster, shown, estimates[i]!, scale)),
  });
  const none = others.length === 0 ? ` ${say('No baseline was evaluated beside them.')}` : '';
  const lead = `${say('Skill is one minus the Brier score over that of climatology (how often bull came true so far): above 0 is better. Bars are 95 % intervals that allow for overlapping windows.')}${none}`;
  const note = html`<p class="note">
    ${say('A forecaster is scored on the decisions after its own headline start, baselines on all; on the same decisions they are compared below. Cosine p is that of the cosine test against climatology, which the verdicts go by; the Diebold–Mariano test stands beside it in the tables below.')}
  </p>`;
  return section('overview', say('Everybody side by side'), lead, html`${table}${note}`);
}

function columnsOf(scale: ForestScale): HtmlColumn[] {
  return [
    { title: say('Forecaster') },
    { title: say('n'), about: say('Scored decisions'), kind: 'number' },
    { title: say('Independent'), about: say('Windows side by side without overlap'), kind: 'number' },
    { title: say('Brier'), about: say('Mean squared error of the probability: lower is better'), kind: 'number' },
    { title: say('Skill'), about: say('1 − Brier / Brier of climatology'), kind: 'number' },
    { title: forestAxis(scale, axisLabel), kind: 'plot' },
    { title: say('Log skill'), about: say('1 − log score / that of climatology'), kind: 'number' },
    { title: say('AUC'), about: say('Area under the ROC curve'), kind: 'number' },
    { title: say('ECE'), about: say('Expected calibration error'), kind: 'number' },
    {
      title: say('Cosine p'),
      about: say('Cosine test against climatology, two-sided: what the verdict goes by'),
      kind: 'number',
    },
    { title: say('Cost'), kind: 'number' },
  ];
}

export const axisLabel = (value: number): string => String(value).replace('-', '−');

function estimateOf(id: string, { period, outOfSample }: ShownPeriod, asked: ReadonlySet<string>): Estimate | null {
  const { skill, skill_interval: interval } = period.scores.brier;
  if (skill === null) return null;
  const [low, high] = [interval?.low ?? null, interval?.high ?? null];
  const range = low === null || high === null ? '' : ` ${between(low, high)}`;
  return {
    value: skill,
    low,
    high,
    className: !asked.has(id) ? 'benchmark' : outOfSample ? 'accent' : 'hollow',
    title: `${say('{id}: Brier skill {skill}', { id, skill: signedScore(skill) })}${range}`,
  };
}

function cellsOf(
  { id, cost_usd: cost, verdict }: ForecasterEvaluation,
  shown: ShownPeriod | null,
  estimate: Estimate | null,
  scale: ForestScale,
): Piece[] {
  const price = orDash(cost, (value) => (value === 0 ? '0' : usd(value)), 'The price of a model is not known.');
  if (shown === null) {
    const none = noneOf(found(verdict.sentence));
    return [id, none, none, none, none, none, none, none, none, none, price];
  }
  const { sample, brier, log, auc, calibration } = shown.period.scores;
  const interval = brier.skill_interval;
  const when = `${say('{from} to {to}', { from: isoDay(sample.from), to: isoDay(sample.to) })}${shown.outOfSample ? '' : say(', not out of sample')}`;
  return [
    html`${id}<small>${when}</small>`,
    decimals(sample.n, 0),
    decimals(sample.non_overlapping, 0),
    score(brier.score),
    html`${orDash(brier.skill, signedScore, 'The reference made no error.')}<small
        >${interval === null ? dash(NO_INTERVAL) : between(interval.low, interval.high)}</small
      >`,
    forestCell(estimate, scale),
    orDash(log.skill, signedScore, 'The reference made no error.'),
    orDash(auc, (value) => decimals(value, 3), 'Only one outcome occurred.'),
    decimals(calibration.equal_count.ece, 3),
    orDash(brier.cosine_test?.p_value ?? null, pValue, NO_TEST),
    price,
  ];
}
