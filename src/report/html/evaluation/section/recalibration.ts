import type { RecalibrationDocument } from '../../../../evaluation/calibration/recalibration.js';
import type { ForecasterEvaluation } from '../../../../evaluation/evaluate/schema.js';
import { decimals } from '../../../shared/numbers.js';
import { titleOf } from '../../../shared/format.js';
import { html, type Markup, section } from '../../markup.js';
import { dataTable } from '../table.js';
import { between, dash, NO_INTERVAL, NO_TEST, orDash, pValue, ratio, score } from '../write.js';
import { say, word } from '../../speech.js';

/** What each recalibration, fitted to the matured past only, makes of the probabilities. */
export function recalibrationSection({ recalibration, suggestion }: ForecasterEvaluation, prefix: string): Markup {
  const id = `${prefix}-recalibration`;
  const title = say('Recalibration');
  if (recalibration.length === 0) {
    const text = say('No recalibration had enough decisions whose windows had closed to learn from.');
    return section(id, title, null, html`<p>${text}</p>`);
  }
  const table = dataTable({
    caption: say('Scores before and after each recalibration'),
    rowClasses: recalibration.map(({ kind }) => (kind === suggestion.calibrate ? 'asked' : '')),
    columns: [
      { title: say('Kind') },
      { title: say('n'), kind: 'number' },
      { title: say('Brier before'), kind: 'number' },
      { title: say('after'), kind: 'number' },
      { title: say('Difference'), about: say('After less before: negative where it helps'), kind: 'number' },
      { title: say('p'), about: say('One-sided: how often chance alone would seem to help as much'), kind: 'number' },
      { title: say('Miscalibration'), about: say('Reliability term of the Brier score'), kind: 'number' },
      { title: say('Calibration error'), kind: 'number' },
      { title: say('As it stands now') },
    ],
    rows: recalibration.map(({ kind, n, before, after, comparison, p_better, latest }) => [
      html`${word(titleOf(kind))}${kind === suggestion.calibrate ? html`<small>${say('suggested')}</small>` : null}`,
      decimals(n, 0),
      score(before.brier),
      score(after.brier),
      html`${score(comparison.difference)}<small
          >${comparison.difference_interval === null ? dash(NO_INTERVAL) : between(comparison.difference_interval.low, comparison.difference_interval.high, score)}</small
        >`,
      orDash(p_better ?? null, pValue, NO_TEST),
      `${score(before.reliability)} → ${score(after.reliability)}`,
      `${decimals(before.ece, 3)} → ${decimals(after.ece, 3)}`,
      latestText(latest),
    ]),
  });
  const lead = say(
    'Each is refitted as time goes on to decisions whose windows had closed, and judged on the next ones. It helps where p is below 0.025.',
  );
  return section(id, title, lead, table);
}

function latestText(latest: RecalibrationDocument): string {
  switch (latest.kind) {
    case 'identity':
      return say('changes nothing yet');
    case 'platt':
      return say('log-odds × {slope} {sign} {intercept}, from {n} decisions', {
        slope: ratio(latest.slope),
        sign: latest.intercept < 0 ? '−' : '+',
        intercept: ratio(Math.abs(latest.intercept)),
        n: String(latest.rows),
      });
    case 'beta':
      return say('a {a}, b {b}, c {c}, from {n} decisions', {
        a: ratio(latest.a),
        b: ratio(latest.b),
        c: ratio(latest.c),
        n: String(latest.rows),
      });
    case 'isotonic':
      return say('{steps} steps, from {n} decisions', { steps: latest.thresholds.length, n: String(latest.rows) });
  }
}
