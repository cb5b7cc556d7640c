import type { BacktestResultDocument } from '../../../core/backtest-result/index.js';
import { compact, count, money, percent, titleOf } from '../../shared/format.js';
import { html, type Markup, section } from '../markup.js';
import { minuteText } from '../../../core/time.js';

/** What the reader has to know before believing the numbers. */
export function warningBox({ warnings }: BacktestResultDocument): Markup | null {
  if (warnings.length === 0) return null;
  return html`<aside class="notice" aria-label="Warnings">
    <h2>${count(warnings.length, 'warning', 'warnings')}</h2>
    <ul>
      ${warnings.map((text) => html`<li>${text}</li>`)}
    </ul>
  </aside>`;
}

/** Both readings of bars that touched stop and target, refused orders, and everything the run counted. */
export function assumptionsSection(result: BacktestResultDocument): Markup {
  const body = html`${readings(result)}${refusals(result)}${counters(result)}`;
  return section(
    'assumptions',
    'Assumptions and refusals',
    'What the run had to assume, and the orders it did not carry out.',
    body,
  );
}

function readings({ ambiguous }: BacktestResultDocument): Markup {
  const { bars, reading, pessimistic, optimistic } = ambiguous;
  if (bars === 0) {
    return html`<p>No bar touched both a stop and a target, so there is only one way to read the data.</p>`;
  }
  const line = (name: string, run: typeof pessimistic): Markup =>
    html`<tr>
      <th scope="row">${name}${reading === name.toLowerCase() ? html`<small>this report</small>` : null}</th>
      <td class="number">${money(run.final_equity)}</td>
      <td class="number">${percent(run.total_return)}</td>
    </tr>`;
  return html`<p>
      ${count(bars, 'bar', 'bars')} touched both a stop and a target, and no finer data said which came first. The whole
      run under both readings:
    </p>
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">Reading</th>
          <th scope="col" class="number">Final value</th>
          <th scope="col" class="number">Return</th>
        </tr>
      </thead>
      <tbody>
        ${line('Pessimistic', pessimistic)}${line('Optimistic', optimistic)}
      </tbody>
    </table>`;
}

function refusals({ refusals: { total, counts, samples } }: BacktestResultDocument): Markup {
  if (total === 0) return html`<p>No order was refused.</p>`;
  const SHOWN = 20;
  return html`<h3>${count(total, 'refused order', 'refused orders')}</h3>
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">Reason</th>
          <th scope="col" class="number">Times</th>
        </tr>
      </thead>
      <tbody>
        ${Object.entries(counts).map(
          ([reason, times]) =>
            html`<tr>
              <th scope="row">${titleOf(reason)}</th>
              <td class="number">${times}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <details>
      <summary>The first ${Math.min(SHOWN, samples.length)}</summary>
      <ul class="samples">
        ${samples
          .slice(0, SHOWN)
          .map(
            ({ reason, symbol, time, detail }) =>
              html`<li><time>${minuteText(time)}</time> ${symbol}: ${titleOf(reason)}. ${detail}</li>`,
          )}
      </ul>
    </details>`;
}

function counters({ counters: all }: BacktestResultDocument): Markup | null {
  const counted = Object.entries(all).filter(([, value]) => value !== 0);
  if (counted.length === 0) return null;
  return html`<h3>Counted on the way</h3>
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col" class="number">Number</th>
        </tr>
      </thead>
      <tbody>
        ${counted.map(
          ([name, value]) =>
            html`<tr>
              <th scope="row">${titleOf(name)}</th>
              <td class="number">${compact(value)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}
