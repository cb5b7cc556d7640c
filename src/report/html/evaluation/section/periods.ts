import type { ForecasterEvaluation, Period } from '../../../../evaluation/evaluate/schema.js';
import { decimals } from '../../../shared/numbers.js';
import { html, type Markup, type Piece, section } from '../../markup.js';
import { forestAxis, forestCell, forestScale, type Estimate } from '../forest.js';
import { dataTable } from '../table.js';
import { between, dash, NO_INTERVAL, NO_TEST, orDash, pValue, score, sentence, share, signedScore } from '../write.js';
import { axisLabel } from './overview.js';
import { dayOf, isoDay } from '../../../../core/time.js';
import { found, say, type ReportWord } from '../../speech.js';

/** Headline and what came before side by side, and why the headline begins where it does. */
export function periodsSection(forecaster: ForecasterEvaluation, prefix: string): Markup {
  const { headline, earlier, headline_start: start } = forecaster;
  const estimates = [headline, earlier].map(estimateOf);
  const scale = forestScale(estimates.filter((each) => each !== null));
  const plots = estimates.map((estimate) =>
    estimate === null ? null : html`${forestCell(estimate, scale)}${forestAxis(scale, axisLabel)}`,
  );
  const noHeadline =
    start.from === 'unknown' ? 'It is unknown where the headline begins.' : 'No scored decision lies after its start.';
  const noEarlier = 'No scored decision lies before the headline.';
  const table = dataTable({
    caption: say('Scores of the headline and of the time before'),
    className: 'periods',
    columns: [
      { title: '' },
      { title: say('Headline'), kind: 'number' },
      { title: start.from === 'unknown' ? say('Not out of sample') : say('Before it'), kind: 'number' },
    ],
    rows: [
      ...ROWS.map(([name, write]) => [
        say(name),
        headline === null ? dash(noHeadline) : write(headline),
        earlier === null ? dash(noEarlier) : write(earlier),
      ]),
      ...(plots.some((plot) => plot !== null)
        ? [[say('Skill, 95 %'), plots[0] ?? dash(noHeadline), plots[1] ?? dash(noEarlier)]]
        : []),
    ],
  });
  const lead = say(
    'Only the headline counts. What lies before it may have been learned by the model or fitted by whoever wrote the prompt: better scores there speak for memory.',
  );
  const body = html`<p><strong>${where(forecaster)}</strong></p>
    ${parts(forecaster)}${table}`;
  return section(`${prefix}-periods`, say('Headline and the time before'), lead, body);
}

function where({ headline_start: { from, because } }: ForecasterEvaluation): string {
  if (from === 'unknown')
    return sentence(say('Where the headline begins is unknown: {because}', { because: found(because) }));
  if (from === 0) return sentence(say('All decisions are the headline: {because}', { because: found(because) }));
  return sentence(say('The headline begins on {day}: {because}', { day: isoDay(from), because: found(because) }));
}

function parts({ headline_start: { parts: list } }: ForecasterEvaluation): Markup | null {
  if (list.length === 0) return null;
  return html`<ul class="reasons">
    ${list.map(({ at_utc: at, text }) => html`<li><time>${at === null ? say('unknown') : dayOf(at)}</time> ${found(text)}</li>`)}
  </ul>`;
}

const ROWS: readonly (readonly [name: ReportWord, write: (period: Period) => Piece])[] = [
  ['From', ({ scores }) => isoDay(scores.sample.from)],
  ['To', ({ scores }) => isoDay(scores.sample.to)],
  ['Decisions', ({ scores }) => decimals(scores.sample.n, 0)],
  ['Independent windows', ({ scores }) => decimals(scores.sample.non_overlapping, 0)],
  ['Effective n of the losses', ({ scores }) => orDash(scores.brier.effective_n, (n) => decimals(n, 0), NO_TEST)],
  ['Brier score', ({ scores }) => score(scores.brier.score)],
  ['of climatology', ({ scores }) => score(scores.brier.reference)],
  ['Brier skill^label', ({ scores }) => orDash(scores.brier.skill, signedScore, 'The reference made no error.')],
  [
    'its interval',
    ({ scores: { brier } }) =>
      brier.skill_interval === null ? dash(NO_INTERVAL) : between(brier.skill_interval.low, brier.skill_interval.high),
  ],
  ['DM p', ({ scores }) => orDash(scores.brier.diebold_mariano?.p_value ?? null, pValue, NO_TEST)],
  ['Cosine p', ({ scores }) => orDash(scores.brier.cosine_test?.p_value ?? null, pValue, NO_TEST)],
  ['Log skill', ({ scores }) => orDash(scores.log.skill, signedScore, 'The reference made no error.')],
  ['clipped to [0.01, 0.99]', ({ scores }) => decimals(scores.log.clipped, 0)],
  ['AUC', ({ scores }) => orDash(scores.auc, (auc) => decimals(auc, 3), 'Only one outcome occurred.')],
  ['Calibration error', ({ scores }) => decimals(scores.calibration.equal_count.ece, 3)],
  ['Mean forecast', ({ scores }) => share(scores.mean_forecast)],
  ['Bull came true', ({ scores }) => share(scores.base_rate)],
];

function estimateOf(period: Period | null, i: number): Estimate | null {
  if (period === null) return null;
  const { skill, skill_interval: interval } = period.scores.brier;
  if (skill === null) return null;
  return {
    value: skill,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    className: i === 0 ? 'accent' : 'benchmark',
    title: say('Brier skill {skill}', { skill: signedScore(skill) }),
  };
}
