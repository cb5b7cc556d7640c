import type { BacktestResultDocument } from '../../../core/backtest-result/index.js';
import { decimals } from '../../shared/numbers.js';
import { html, type Markup, section } from '../markup.js';
import { isoDay } from '../../../core/time.js';

/** What the result came from, so that it can be repeated. */
export function provenanceSection(result: BacktestResultDocument): Markup {
  const { version, commit, node } = result.code_version;
  const code = `llm-trading-system ${version}${commit === null ? '' : ` (${commit.slice(0, 12)})`}, Node ${node}`;
  const body = html`<h3>Data</h3>
    <div class="scroll" tabindex="0" role="region" aria-label="Data of the run">
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">Symbol</th>
            <th scope="col">What</th>
            <th scope="col">Source</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col" class="number">Rows</th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          ${result.data.map(
            (each) =>
              html`<tr>
                <th scope="row">${each.symbol}</th>
                <td>${each.role}</td>
                <td class="source">${each.source}</td>
                <td>${isoDay(each.from)}</td>
                <td>${isoDay(each.to)}</td>
                <td class="number">${decimals(each.rows, 0)}</td>
                <td><code title="${each.sha256}">${each.sha256.slice(0, 16)}…</code></td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <h3>Configuration</h3>
    <table class="plain settings">
      <thead class="sr">
        <tr>
          <th scope="col">Setting</th>
          <th scope="col">Value</th>
        </tr>
      </thead>
      <tbody>
        ${flatten(result.configuration).map(
          ([name, value]) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td>${value}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="note">Made with ${code}.</p>`;
  return section(
    'provenance',
    'Configuration and data',
    'Everything that is needed to repeat the run bit by bit.',
    body,
  );
}

type Json = BacktestResultDocument['configuration'][string];

/** `{ a: { b: 1 } }` → `a.b`, `1`. Lists of plain values stay on one line. */
function flatten(value: Json, prefix = ''): [string, string][] {
  if (value === null) return [[prefix, 'none']];
  if (typeof value !== 'object') return [[prefix, String(value)]];
  const entries = Object.entries(value);
  if (entries.length === 0) return prefix === '' ? [] : [[prefix, 'none']];
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) return [[prefix, value.join(', ')]];
  return entries.flatMap(([key, each]) => flatten(each, prefix === '' ? key : `${prefix}.${key}`));
}
