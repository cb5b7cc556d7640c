import type { BacktestResultDocument } from '../../../core/backtest-result/index.js';
import { decimals } from '../../shared/numbers.js';
import { html, type Markup, section } from '../markup.js';
import { isoDay } from '../../../core/time.js';
import { say, word } from '../speech.js';

/** What the result came from, so that it can be repeated. */
export function provenanceSection(result: BacktestResultDocument): Markup {
  const { version, commit, node } = result.code_version;
  const code = `llm-trading-system ${version}${commit === null ? '' : ` (${commit.slice(0, 12)})`}, Node ${node}`;
  const body = html`<h3>${say('Data')}</h3>
    <div class="scroll" tabindex="0" role="region" aria-label="${say('Data of the run')}">
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">${say('Symbol')}</th>
            <th scope="col">${say('What')}</th>
            <th scope="col">${say('Source')}</th>
            <th scope="col">${say('From')}</th>
            <th scope="col">${say('To')}</th>
            <th scope="col" class="number">${say('Rows')}</th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          ${result.data.map(
            (each) =>
              html`<tr>
                <th scope="row">${each.symbol}</th>
                <td>${word(each.role)}</td>
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
    <h3>${say('Configuration')}</h3>
    <table class="plain settings">
      <thead class="sr">
        <tr>
          <th scope="col">${say('Setting')}</th>
          <th scope="col">${say('Value')}</th>
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
    <p class="note">${say('Made with {code}.', { code })}</p>`;
  return section(
    'provenance',
    say('Configuration and data'),
    say('Everything that is needed to repeat the run bit by bit.'),
    body,
  );
}

type Json = BacktestResultDocument['configuration'][string];

/** `{ a: { b: 1 } }` → `a.b`, `1`. Lists of plain values stay on one line. */
function flatten(value: Json, prefix = ''): [string, string][] {
  if (value === null) return [[prefix, say('none')]];
  if (typeof value !== 'object') return [[prefix, String(value)]];
  const entries = Object.entries(value);
  if (entries.length === 0) return prefix === '' ? [] : [[prefix, say('none')]];
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) return [[prefix, value.join(', ')]];
  return entries.flatMap(([key, each]) => flatten(each, prefix === '' ? key : `${prefix}.${key}`));
}
