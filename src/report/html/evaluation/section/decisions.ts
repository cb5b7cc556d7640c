import type { ForecasterEvaluation } from '../../../../evaluation/evaluate/schema.js';
import { decimals } from '../../../shared/numbers.js';
import { html, type Markup, section } from '../../markup.js';
import { dataTable } from '../table.js';
import { orDash, sentence, signedScore } from '../write.js';
import { isoDay } from '../../../../core/time.js';
import { said, say } from '../../speech.js';

/** Which decisions are in the scores and which are not: nothing is left out unsaid. */
export function decisionsSection(forecaster: ForecasterEvaluation, prefix: string): Markup {
  const { answered, failed, failures, field_groups: groups, excluded } = forecaster;
  const opinions =
    failed === 0
      ? say('{n} {n:decision has|decisions have} an opinion, none failed.', { n: answered })
      : say('{n} {n:decision has|decisions have} an opinion, {failed} {failed:has|have} failed.', {
          n: answered,
          failed,
        });
  const lead = `${opinions} ${say('Decisions whose snapshots had other fields are never pooled.')}`;
  const body = html`${reasons(say('Not in the scores'), excluded, say('Every decision is in the scores.'))}
    ${reasons(say('Why there was no opinion'), failures, say('Every question was answered.'))}
    <h3>${say('Fields of the snapshots')}</h3>
    ${groups.length === 0 ? html`<p>${say('No decision has both an opinion and an outcome.')}</p>` : fieldTable(groups)}`;
  return section(`${prefix}-decisions`, say('Which decisions count'), lead, body);
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
      columns: [{ title: say('Reason') }, { title: say('Decisions'), kind: 'number' }],
      rows: list.map(({ reason, n }) => [sentence(said(reason)), decimals(n, 0)]),
    })}`;
}

function fieldTable(groups: ForecasterEvaluation['field_groups']): Markup {
  return dataTable({
    caption: say('Groups of decisions with the same fields'),
    rowClasses: groups.map(({ scored_here: here }) => (here ? 'asked' : '')),
    columns: [
      { title: say('Fields') },
      { title: say('Decisions'), kind: 'number' },
      { title: say('From') },
      { title: say('To') },
      { title: say('Brier skill^label'), kind: 'number' },
      { title: say('In the scores'), kind: 'number' },
    ],
    rows: groups.map(({ fields, n, from, to, scored_here: here, brier_skill: skill }) => [
      html`<details>
        <summary>${say('{n} {n:field|fields}', { n: fields.length })}</summary>
        <small>${fields.length === 0 ? say('none') : fields.join(', ')}</small>
      </details>`,
      decimals(n, 0),
      isoDay(from),
      isoDay(to),
      orDash(skill, signedScore, 'The group is too small for a score of its own.'),
      here ? say('yes') : say('no'),
    ]),
  });
}
