import type { ForecasterEvaluation } from '../../../../evaluation/evaluate/schema.js';
import { decimals } from '../../../shared/numbers.js';
import { count } from '../../../shared/format.js';
import { html, type Markup, section } from '../../markup.js';
import { dataTable } from '../table.js';
import { orDash, sentence, signedScore } from '../write.js';
import { isoDay } from '../../../../core/time.js';

/** Which decisions are in the scores and which are not: nothing is left out unsaid. */
export function decisionsSection(forecaster: ForecasterEvaluation, prefix: string): Markup {
  const { answered, failed, failures, field_groups: groups, excluded } = forecaster;
  const lead = `${count(answered, 'decision has', 'decisions have')} an opinion, ${failed === 0 ? 'none' : count(failed, 'has', 'have')} failed. Decisions whose snapshots had other fields are never pooled.`;
  const body = html`${reasons('Not in the scores', excluded, 'Every decision is in the scores.')}
    ${reasons('Why there was no opinion', failures, 'Every question was answered.')}
    <h3>Fields of the snapshots</h3>
    ${groups.length === 0 ? html`<p>No decision has both an opinion and an outcome.</p>` : fieldTable(groups)}`;
  return section(`${prefix}-decisions`, 'Which decisions count', lead, body);
}

export function reasons(
  title: string,
  list: readonly { readonly reason: string; readonly n: number }[],
  none: string,
): Markup {
  if (list.length === 0)
    return html`<h3>${title}</h3>
      <p>${none}</p>`;
  return html`<h3>${title}</h3>
    ${dataTable({
      caption: title,
      className: 'plain-rows',
      columns: [{ title: 'Reason' }, { title: 'Decisions', kind: 'number' }],
      rows: list.map(({ reason, n }) => [sentence(reason), decimals(n, 0)]),
    })}`;
}

function fieldTable(groups: ForecasterEvaluation['field_groups']): Markup {
  return dataTable({
    caption: 'Groups of decisions with the same fields',
    rowClasses: groups.map(({ scored_here: here }) => (here ? 'asked' : '')),
    columns: [
      { title: 'Fields' },
      { title: 'Decisions', kind: 'number' },
      { title: 'From' },
      { title: 'To' },
      { title: 'Brier skill', kind: 'number' },
      { title: 'In the scores', kind: 'number' },
    ],
    rows: groups.map(({ fields, n, from, to, scored_here: here, brier_skill: skill }) => [
      html`<details>
        <summary>${count(fields.length, 'field', 'fields')}</summary>
        <small>${fields.length === 0 ? 'none' : fields.join(', ')}</small>
      </details>`,
      decimals(n, 0),
      isoDay(from),
      isoDay(to),
      orDash(skill, signedScore, 'The group is too small for a score of its own.'),
      here ? 'yes' : 'no',
    ]),
  });
}
