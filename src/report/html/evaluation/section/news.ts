import type { ForecasterEvaluation } from '../../../../evaluation/evaluate/schema.js';
import { decimals } from '../../../shared/numbers.js';
import { html, type Markup, section } from '../../markup.js';
import { forestAxis, forestCell, forestScale, type Estimate } from '../forest.js';
import { dataTable } from '../table.js';
import { between, dash, NO_INTERVAL, NO_TEST, orDash, pValue, score } from '../write.js';
import { axisLabel } from './overview.js';
import { say } from '../../speech.js';

/** Whether news make the answers better: the same decisions with and without them. */
export function newsSection({ news_ablation: found, kind }: ForecasterEvaluation, prefix: string): Markup | null {
  const id = `${prefix}-news`;
  const title = say('Do the news help?');
  if (found === null) {
    if (kind === 'baseline') return null;
    const text = say('Not asked, or no decision has news and an answer both with and without them.');
    return section(id, title, null, html`<p>${text}</p>`);
  }
  const { scope, n, left_out: left, comparison } = found;
  const { difference, difference_interval: interval } = comparison;
  const effect = interval === null ? null : interval.high < 0 ? 'gain' : interval.low > 0 ? 'loss' : null;
  const estimate: Estimate = {
    value: difference,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    className: effect ?? 'accent',
    title: say('Brier with news less without: {difference}', { difference: score(difference) }),
  };
  const scale = forestScale([estimate]);
  const table = dataTable({
    caption: say('Brier score with and without news'),
    columns: [
      { title: say('Decisions') },
      { title: say('n'), kind: 'number' },
      { title: say('With news'), kind: 'number' },
      { title: say('Without'), kind: 'number' },
      { title: say('Difference'), kind: 'number' },
      { title: forestAxis(scale, axisLabel), kind: 'plot' },
      { title: say('DM p'), kind: 'number' },
    ],
    rows: [
      [
        html`${scope === 'headline' ? say('Out of sample') : say('All, none of them out of sample')}${
          left === 0
            ? null
            : html`<small
                >${say('{n} with other fields or without an answer are left out', { n: String(left) })}</small
              >`
        }`,
        decimals(n, 0),
        score(comparison.score),
        score(comparison.reference),
        html`${score(difference)}<small
            >${interval === null ? dash(NO_INTERVAL) : between(interval.low, interval.high, score)}</small
          >`,
        forestCell(estimate, scale),
        orDash(comparison.diebold_mariano?.p_value ?? null, pValue, NO_TEST),
      ],
    ],
  });
  const judged =
    effect === 'gain' ? say('News help.') : effect === 'loss' ? say('News harm.') : say('No difference is shown.');
  const lead = `${say('The same decisions were asked a second time without their news; left of the line the answers with news are better.')} ${judged}`;
  return section(id, title, lead, table);
}
