import type { ForecasterEvaluation } from '../../../evaluation/evaluate/schema.js';
import { html, type Markup } from '../markup.js';
import { shownPeriod } from './write.js';
import { say, type ReportWord } from '../speech.js';

/** Parts of a forecaster's chapter that are always worth a link; the rest follows them. */
const PARTS: readonly (readonly [id: string, title: ReportWord, needsScores: boolean])[] = [
  ['time', 'over time', true],
  ['reliability', 'its probabilities', true],
  ['baselines', 'against each baseline', true],
  ['periods', 'before the headline', false],
  ['attribution', 'whose profit', false],
  ['contamination', 'foresight or memory', false],
  ['slices', 'slices', true],
  ['decisions', 'which decisions count', false],
];

/** Links to the chapters: the page is long. */
export function contents(
  parts: readonly { readonly forecaster: ForecasterEvaluation; readonly prefix: string }[],
): Markup {
  return html`<nav class="contents" aria-label="${say('Contents')}">
    <ul>
      ${parts.map(({ forecaster, prefix }) => html`<li><a href="#${prefix}-verdict">${say('Verdict on {id}', { id: forecaster.id })}</a></li>`)}
      <li><a href="#overview">${say('Everybody side by side')}</a></li>
      ${parts.map(
        ({ forecaster, prefix }) =>
          html`<li>
            <a href="#${prefix}">${forecaster.id}</a>:
            ${PARTS.filter(([, , scored]) => !scored || shownPeriod(forecaster) !== null).map(
              ([id, title], i) => html`${i === 0 ? '' : ', '}<a href="#${prefix}-${id}">${say(title)}</a>`,
            )}
          </li>`,
      )}
      <li><a href="#provenance">${say('What it was made from')}</a></li>
    </ul>
  </nav>`;
}
