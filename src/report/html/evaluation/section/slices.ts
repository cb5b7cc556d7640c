import type { ForecasterEvaluation } from '../../../../evaluation/evaluate/schema.js';
import type { Slice } from '../../../../evaluation/scoring/schema.js';
import { decimals } from '../../../shared/numbers.js';
import { titleOf } from '../../../shared/format.js';
import { html, type Markup, section } from '../../markup.js';
import { forestAxis, forestCell, forestScale, type Estimate, type ForestScale } from '../forest.js';
import { dataTable } from '../table.js';
import { orDash, pValue, shownPeriod, signedScore } from '../write.js';
import { axisLabel } from './overview.js';
import { say, word } from '../../speech.js';

/** Longer lists (hours, months) are folded. */
const FOLDED_FROM = 8;
const SIGNIFICANCE = 0.05;

/** Where the skill sits, if anywhere: to be looked at, not to be believed. */
export function slicesSection(forecaster: ForecasterEvaluation, prefix: string): Markup | null {
  const shown = shownPeriod(forecaster);
  if (shown === null) return null;
  const { slices } = shown.period.scores;
  const id = `${prefix}-slices`;
  const title = html`${say('Slices')} <span class="flag exploratory">${say('exploratory')}</span>`;
  if (slices.length === 0)
    return section(id, title, null, html`<p>${say('There is nothing to divide the decisions by.')}</p>`);
  const groups = new Map<string, Slice[]>();
  for (const slice of slices) groups.set(slice.key, [...(groups.get(slice.key) ?? []), slice]);
  const surviving = slices.filter(({ p_adjusted: p }) => p !== null && p < SIGNIFICANCE).length;
  const lead =
    surviving === 0
      ? say(
          '{n} {n:slice was|slices were} looked at, and some look good by chance alone. p is adjusted for that (false discovery rate): none stays below 0.05. No slice is evidence on its own.',
          { n: slices.length },
        )
      : say(
          '{n} {n:slice was|slices were} looked at, and some look good by chance alone. p is adjusted for that (false discovery rate): {left} {left:stays|stay} below 0.05. No slice is evidence on its own.',
          { n: slices.length, left: surviving },
        );
  const scale = scaleOf(slices);
  const body = [...groups].map(([key, list]) => {
    const table = tableOf(key, list, scale);
    return list.length < FOLDED_FROM
      ? html`<div class="slice">
          <h3>${say('By {key}', { key: word(key) })}</h3>
          ${table}
        </div>`
      : html`<details class="slice">
          <summary>${say('By {key}: {n} slices', { key: word(key), n: list.length })}</summary>
          ${table}
        </details>`;
  });
  return section(id, title, lead, html`<div class="slices">${body}</div>`);
}

const estimateOf = ({ key, value, brier_skill: skill, p_adjusted: p }: Slice): Estimate | null =>
  skill === null
    ? null
    : {
        value: skill,
        low: null,
        high: null,
        className: p !== null && p < SIGNIFICANCE ? (skill > 0 ? 'gain' : 'loss') : 'benchmark',
        title: say('{key} {value}: skill {skill}', { key: word(key), value: word(value), skill: signedScore(skill) }),
      };

/** One axis for all groups; the large slices set it, so that a tiny one cannot press them together. */
function scaleOf(slices: readonly Slice[]): ForestScale {
  const estimates = (list: readonly Slice[]): Estimate[] => list.map(estimateOf).filter((each) => each !== null);
  const most = Math.max(...slices.map(({ n }) => n));
  return forestScale(estimates(slices.filter(({ n }) => 4 * n >= most)), estimates(slices));
}

function tableOf(key: string, list: readonly Slice[], scale: ForestScale): Markup {
  return dataTable({
    caption: say('Skill by {key}', { key: word(key) }),
    className: 'sliced',
    columns: [
      { title: word(titleOf(key)) },
      { title: say('n'), kind: 'number' },
      { title: say('Effective n'), kind: 'number' },
      { title: say('Skill'), kind: 'number' },
      { title: forestAxis(scale, axisLabel), kind: 'plot' },
      { title: say('p'), about: say('Cosine test, unadjusted'), kind: 'number' },
      { title: say('p adjusted'), about: say('For the false discovery rate over all slices'), kind: 'number' },
    ],
    rows: list.map((slice) => [
      word(slice.value),
      decimals(slice.n, 0),
      orDash(slice.effective_n, (n) => decimals(n, 0), 'Too few decisions.'),
      orDash(slice.brier_skill, signedScore, 'The reference made no error.'),
      forestCell(estimateOf(slice), scale),
      orDash(slice.p_value, pValue, 'Too few decisions for a test.'),
      orDash(slice.p_adjusted, pValue, 'Too few decisions for a test.'),
    ]),
  });
}
