import type { Evaluation } from '../../../../evaluation/evaluate/schema.js';
import { decimals } from '../../../shared/numbers.js';
import { html, type Markup, section } from '../../markup.js';
import { dataTable } from '../table.js';
import { shownPeriod } from '../write.js';
import { reasons } from './decisions.js';
import { dayOf } from '../../../../core/time.js';
import { say, word } from '../../speech.js';

/** What it was made from, so that it can be made again. */
export function evaluationProvenance(evaluation: Evaluation): Markup {
  const { decisions, fields_left_out: left, data, id, created_at_utc, code_version, seed, schema_version } = evaluation;
  const settings: [string, string][] = [
    [say('Evaluation'), id],
    [say('Made'), created_at_utc.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')],
    [say('Program'), `llm-trading-system ${code_version}`],
    [say('Seed of everything random'), String(seed)],
    [say('Form of the document'), String(schema_version)],
    [say('Horizon'), say('{hours} h', { hours: String(evaluation.horizon_hours) })],
    [say('A decision every'), say('{hours} h', { hours: String(evaluation.step_hours) })],
    ...bootstrapOf(evaluation),
  ];
  const body = html`<h3>${say('Data')}</h3>
    ${dataTable({
      caption: say('Data of the evaluation'),
      columns: [
        { title: say('What') },
        { title: say('Source') },
        { title: say('From') },
        { title: say('To') },
        { title: say('Rows'), kind: 'number' },
        { title: 'SHA-256' },
      ],
      rows: data.map((each) => [
        word(each.role),
        each.source,
        dayOf(each.from_utc),
        dayOf(each.to_utc),
        decimals(each.rows, 0),
        html`<code title="${each.sha256}">${each.sha256.slice(0, 16)}…</code>`,
      ]),
    })}
    ${reasons(say('Decisions without a label'), decisions.unscored, say('Every decision has a label.'))}
    <h3>${say('Fields left out of every snapshot')}</h3>
    ${
      left.length === 0
        ? html`<p>${say('None.')}</p>`
        : dataTable({
            caption: say('Fields left out'),
            className: 'plain-rows',
            columns: [{ title: say('Field') }, { title: say('Decisions that had it'), kind: 'number' }],
            rows: left.map(({ field, n }) => [html`<code>${field}</code>`, decimals(n, 0)]),
          })
    }
    <h3>${say('Settings')}</h3>
    ${dataTable({
      caption: say('Settings'),
      className: 'plain-rows',
      columns: [{ title: say('Setting') }, { title: say('Value') }],
      rows: settings,
    })}`;
  const lead = say(
    '{n} {n:decision|decisions}, {scored} of them with a label. With the same data, answers and seed it comes out the same.',
    { n: decisions.n, scored: decisions.scored },
  );
  return section('provenance', say('What it was made from'), lead, body);
}

function bootstrapOf({ forecasters, baselines }: Evaluation): [string, string][] {
  const [shown] = [...forecasters, ...baselines].flatMap((one) => shownPeriod(one) ?? []);
  if (shown === undefined) return [];
  const { bootstrap, overlap } = shown.period.scores.sample;
  return [
    [
      say('Intervals'),
      say('{level} %, {samples} resamples in blocks of {n} decisions; {overlap} windows overlap', {
        level: decimals(bootstrap.level * 100, 0),
        samples: bootstrap.samples,
        n: String(bootstrap.block_length),
        overlap: String(overlap),
      }),
    ],
  ];
}
