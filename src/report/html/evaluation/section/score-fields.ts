import type { ForecasterEvaluation } from '../../../../evaluation/evaluate/schema.js';
import type { ScoreField } from '../../../../evaluation/scoring/schema.js';
import { decimals } from '../../../shared/numbers.js';
import { html, type Markup, type Piece, section } from '../../markup.js';
import { dataTable } from '../table.js';
import { dash, orDash, pValue, shownPeriod, signedScore } from '../write.js';
import { say } from '../../speech.js';

const NONE = 'It never varies, or too few decisions have it.';

/** Whether any score of the answer foretells anything. */
export function scoreFieldsSection(forecaster: ForecasterEvaluation, prefix: string): Markup | null {
  const shown = shownPeriod(forecaster);
  if (shown === null) return null;
  const fields = shown.period.scores.score_fields;
  const id = `${prefix}-scores`;
  const title = html`${say('Its scores')} <span class="flag exploratory">${say('exploratory')}</span>`;
  if (fields.every(({ n }) => n === 0)) {
    return section(id, title, null, html`<p>${say('It gives a probability and no scores.')}</p>`);
  }
  const table = dataTable({
    caption: say('Correlation of each score with what came'),
    columns: [
      { title: say('Score') },
      { title: say('n'), kind: 'number' },
      { title: say('With the return'), kind: 'number' },
      { title: say('p adjusted'), kind: 'number' },
      { title: say('With its size'), kind: 'number' },
      { title: `${say('p adjusted')} `, kind: 'number' },
    ],
    rows: fields.map(({ field, n, with_return, with_absolute_return }) => [
      html`<code>${field}</code>`,
      decimals(n, 0),
      ...cells(with_return),
      ...cells(with_absolute_return),
    ]),
  });
  const lead = say(
    'Spearman rank correlations with the return over the horizon, and with its size whatever the direction, which is what a risk score should foretell. p is adjusted for the number of fields.',
  );
  return section(id, title, lead, table);
}

function cells(found: ScoreField['with_return']): Piece[] {
  if (found === null) return [dash(NONE), dash(NONE)];
  const p = found.p_adjusted;
  const value = signedScore(found.value);
  return [
    p !== null && p < 0.05 ? html`<strong>${value}</strong>` : value,
    orDash(p, pValue, 'Too few decisions for the overlap.'),
  ];
}
