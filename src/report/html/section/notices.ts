import type { BacktestResultDocument } from '../../../core/backtest-result/index.js';
import { compact, money, percent, titleOf } from '../../shared/format.js';
import { html, withCode, type Markup, section } from '../markup.js';
import { minuteText } from '../../../core/time.js';
import { said, say, word } from '../speech.js';

/** What the reader has to know before believing the numbers. */
export function warningBox({ warnings }: BacktestResultDocument): Markup | null {
  if (warnings.length === 0) return null;
  return html`<aside class="notice" aria-label="${say('Warnings')}">
    <h2>${say('{n} {n:warning|warnings}', { n: warnings.length })}</h2>
    <ul>
      ${warnings.map((text) => html`<li>${withCode(said(text))}</li>`)}
    </ul>
  </aside>`;
}

/** Both readings of bars that touched stop and target, refused orders, and everything the run counted. */
export function assumptionsSection(result: BacktestResultDocument): Markup {
  const body = html`${readings(result)}${refusals(result)}${counters(result)}`;
  return section(
    'assumptions',
    say('Assumptions and refusals'),
    say('What the run had to assume, and the orders it did not carry out.'),
    body,
  );
}

function readings({ ambiguous }: BacktestResultDocument): Markup {
  const { bars, reading, pessimistic, optimistic } = ambiguous;
  if (bars === 0) {
    return html`<p>${say('No bar touched both a stop and a target, so there is only one way to read the data.')}</p>`;
  }
  const line = (kind: typeof reading, name: string, run: typeof pessimistic): Markup =>
    html`<tr>
      <th scope="row">${name}${reading === kind ? html`<small>${say('this report')}</small>` : null}</th>
      <td class="number">${money(run.final_equity)}</td>
      <td class="number">${percent(run.total_return)}</td>
    </tr>`;
  return html`<p>
      ${say('{n} {n:bar|bars} touched both a stop and a target, and no finer data said which came first. The whole run under both readings:', { n: bars })}
    </p>
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">${say('Reading')}</th>
          <th scope="col" class="number">${say('Final value')}</th>
          <th scope="col" class="number">${say('Return')}</th>
        </tr>
      </thead>
      <tbody>
        ${line('pessimistic', say('Pessimistic'), pessimistic)}${line('optimistic', say('Optimistic'), optimistic)}
      </tbody>
    </table>`;
}

function refusals({ refusals: { total, counts, samples } }: BacktestResultDocument): Markup {
  if (total === 0) return html`<p>${say('No order was refused.')}</p>`;
  const SHOWN = 20;
  return html`<h3>${say('{n} refused {n:order|orders}', { n: total })}</h3>
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">${say('Reason')}</th>
          <th scope="col" class="number">${say('Times')}</th>
        </tr>
      </thead>
      <tbody>
        ${Object.entries(counts).map(
          ([reason, times]) =>
            html`<tr>
              <th scope="row">${word(titleOf(reason))}</th>
              <td class="number">${times}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <details>
      <summary>${say('The first {n}', { n: Math.min(SHOWN, samples.length) })}</summary>
      <ul class="samples">
        ${samples
          .slice(0, SHOWN)
          .map(
            ({ reason, symbol, time, detail }) =>
              html`<li><time>${minuteText(time)}</time> ${symbol}: ${word(titleOf(reason))}. ${said(detail)}</li>`,
          )}
      </ul>
    </details>`;
}

function counters({ counters: all }: BacktestResultDocument): Markup | null {
  const counted = Object.entries(all).filter(([, value]) => value !== 0);
  if (counted.length === 0) return null;
  return html`<h3>${say('Counted on the way')}</h3>
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">${say('What')}</th>
          <th scope="col" class="number">${say('Number')}</th>
        </tr>
      </thead>
      <tbody>
        ${counted.map(
          ([name, value]) =>
            html`<tr>
              <th scope="row">${word(titleOf(name))}</th>
              <td class="number">${compact(value)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}
