import { html, type Markup } from '../markup.js';
import { unit } from './path.js';
import { linearScale } from './scale.js';
import { say } from '../speech.js';

/** One bar: where it begins and ends on the common axis. */
export interface WaterfallStep {
  readonly label: string;
  readonly note: string;
  readonly from: number;
  readonly to: number;
  readonly kind: 'total' | 'gain' | 'loss' | 'other';
  /** Written instead of the change. */
  readonly value?: string;
}

/** Bars one below the other, each beginning where the one before ended; totals begin at 0. */
export function waterfallTable(
  steps: readonly WaterfallStep[],
  caption: string,
  write: (change: number) => string,
): Markup {
  const ends = steps.flatMap(({ from, to }) => [from, to]);
  const x = linearScale(Math.min(0, ...ends), Math.max(0, ...ends), 0, 100);
  const rows = steps.map((step) => {
    const left = x.at(Math.min(step.from, step.to));
    const width = step.from === step.to ? 0 : Math.max(0.4, x.at(Math.max(step.from, step.to)) - left);
    return html`<tr class="${step.kind === 'total' ? 'total' : ''}">
      <th scope="row">${step.label}${step.note === '' ? null : html`<small>${step.note}</small>`}</th>
      <td class="bars">
        <svg width="100%" height="22" aria-hidden="true">
          <line class="zero" x1="${unit(x.at(0))}%" x2="${unit(x.at(0))}%" y1="0" y2="22" />
          <rect class="bar ${step.kind}" x="${unit(left)}%" y="3" width="${unit(width)}%" height="16" />
        </svg>
      </td>
      <td class="number">${step.value ?? write(step.to - step.from)}</td>
    </tr>`;
  });
  return html`<table class="waterfall">
    <caption class="sr">
      ${caption}
    </caption>
    <thead class="sr">
      <tr>
        <th scope="col">${say('Step')}</th>
        <th scope="col">${say('Bar')}</th>
        <th scope="col">${say('Amount')}</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
