import type { ForecasterEvaluation, Period } from '../../../../evaluation/evaluate/schema.js';
import { decimals } from '../../../shared/numbers.js';
import { html, type Markup, section } from '../../markup.js';
import { forestAxis, forestCell, forestScale, type Estimate } from '../forest.js';
import { dataTable } from '../table.js';
import { between, dash, NO_INTERVAL, NO_TEST, orDash, pValue, score, shownPeriod, signedScore } from '../write.js';
import { axisLabel } from './overview.js';
import { say } from '../../speech.js';

/** Beside each baseline on exactly the same decisions. */
export function againstBaselinesSection(forecaster: ForecasterEvaluation, prefix: string): Markup | null {
  const shown = shownPeriod(forecaster);
  if (shown === null) return null;
  const { comparisons } = shown.period;
  const title = say('Against each baseline');
  const id = `${prefix}-baselines`;
  if (comparisons.length === 0) {
    return section(
      id,
      title,
      null,
      html`<p>${say('No baseline answered these decisions, so there is nothing to compare with.')}</p>`,
    );
  }
  const estimates = comparisons.map(estimateOf);
  const scale = forestScale(estimates.filter((each) => each !== null));
  const table = dataTable({
    caption: say('Skill against each baseline'),
    className: 'compared',
    columns: [
      { title: say('Baseline') },
      { title: say('n'), about: say('Decisions that both answered'), kind: 'number' },
      { title: say('Its Brier'), kind: 'number' },
      { title: say('Skill against it'), kind: 'number' },
      { title: forestAxis(scale, axisLabel), kind: 'plot' },
      {
        title: say('DM p'),
        about: say('Diebold–Mariano with the Harvey–Leybourne–Newbold correction, two-sided'),
        kind: 'number',
      },
      {
        title: say('Cosine p'),
        about: say('The same question by the equal-weighted cosine test, which keeps its level on few rows'),
        kind: 'number',
      },
      { title: say('Log skill'), kind: 'number' },
    ],
    rows: comparisons.map(({ id: name, left_out: left, comparison: { sample, brier, log } }, i) => [
      html`${name}${left === 0 ? null : html`<small>${say('{n} decisions it did not answer are left out', { n: String(left) })}</small>`}`,
      decimals(sample.n, 0),
      score(brier.reference),
      html`${orDash(brier.skill, signedScore, 'The baseline made no error.')}<small
          >${brier.skill_interval === null ? dash(NO_INTERVAL) : between(brier.skill_interval.low, brier.skill_interval.high)}</small
        >`,
      forestCell(estimates[i]!, scale),
      orDash(brier.diebold_mariano?.p_value ?? null, pValue, NO_TEST),
      orDash(brier.cosine_test?.p_value ?? null, pValue, NO_TEST),
      orDash(log.skill, signedScore, 'The baseline made no error.'),
    ]),
  });
  const lead = say(
    'Right of the line the forecaster is better than the baseline on the same decisions; where the bar crosses the line, the difference may be chance.',
  );
  return section(id, title, lead, table);
}

function estimateOf({ id, comparison: { brier } }: Period['comparisons'][number]): Estimate | null {
  const { skill, skill_interval: interval } = brier;
  if (skill === null) return null;
  const [low, high] = [interval?.low ?? null, interval?.high ?? null];
  const className = low !== null && low > 0 ? 'gain' : high !== null && high < 0 ? 'loss' : 'accent';
  const range = low === null || high === null ? '' : ` ${between(low, high)}`;
  return {
    value: skill,
    low,
    high,
    className,
    title: `${say('against {id}: skill {skill}', { id, skill: signedScore(skill) })}${range}`,
  };
}
