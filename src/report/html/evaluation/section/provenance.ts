import type { Evaluation } from '../../../../evaluation/evaluate/schema.js';
import { decimals } from '../../../shared/numbers.js';
import { count } from '../../../shared/format.js';
import { html, type Markup, section } from '../../markup.js';
import { dataTable } from '../table.js';
import { shownPeriod } from '../write.js';
import { reasons } from './decisions.js';
import { dayOf } from '../../../../core/time.js';

/** What it was made from, so that it can be made again. */
export function evaluationProvenance(evaluation: Evaluation): Markup {
  const { decisions, fields_left_out: left, data, id, created_at_utc, code_version, seed, schema_version } = evaluation;
  const settings: [string, string][] = [
    ['Evaluation', id],
    ['Made', created_at_utc.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')],
    ['Program', `llm-trading-system ${code_version}`],
    ['Seed of everything random', String(seed)],
    ['Form of the document', String(schema_version)],
    ['Horizon', `${evaluation.horizon_hours} h`],
    ['A decision every', `${evaluation.step_hours} h`],
    ...bootstrapOf(evaluation),
  ];
  const body = html`<h3>Data</h3>
    ${dataTable({
      caption: 'Data of the evaluation',
      columns: [
        { title: 'What' },
        { title: 'Source' },
        { title: 'From' },
        { title: 'To' },
        { title: 'Rows', kind: 'number' },
        { title: 'SHA-256' },
      ],
      rows: data.map((each) => [
        each.role,
        each.source,
        dayOf(each.from_utc),
        dayOf(each.to_utc),
        decimals(each.rows, 0),
        html`<code title="${each.sha256}">${each.sha256.slice(0, 16)}…</code>`,
      ]),
    })}
    ${reasons('Decisions without a label', decisions.unscored, 'Every decision has a label.')}
    <h3>Fields left out of every snapshot</h3>
    ${
      left.length === 0
        ? html`<p>None.</p>`
        : dataTable({
            caption: 'Fields left out',
            className: 'plain-rows',
            columns: [{ title: 'Field' }, { title: 'Decisions that had it', kind: 'number' }],
            rows: left.map(({ field, n }) => [html`<code>${field}</code>`, decimals(n, 0)]),
          })
    }
    <h3>Settings</h3>
    ${dataTable({
      caption: 'Settings',
      className: 'plain-rows',
      columns: [{ title: 'Setting' }, { title: 'Value' }],
      rows: settings,
    })}`;
  const lead = `${count(decisions.n, 'decision', 'decisions')}, ${decimals(decisions.scored, 0)} of them with a label. With the same data, answers and seed it comes out the same.`;
  return section('provenance', 'What it was made from', lead, body);
}

function bootstrapOf({ forecasters, baselines }: Evaluation): [string, string][] {
  const [shown] = [...forecasters, ...baselines].flatMap((one) => shownPeriod(one) ?? []);
  if (shown === undefined) return [];
  const { bootstrap, overlap } = shown.period.scores.sample;
  return [
    [
      'Intervals',
      `${decimals(bootstrap.level * 100, 0)} %, ${decimals(bootstrap.samples, 0)} resamples in blocks of ${bootstrap.block_length} decisions; ${overlap} windows overlap`,
    ],
  ];
}
