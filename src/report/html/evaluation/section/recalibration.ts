import type { RecalibrationDocument } from '../../../../evaluation/calibration/recalibration.js';
import type { ForecasterEvaluation } from '../../../../evaluation/evaluate/schema.js';
import { decimals } from '../../../shared/numbers.js';
import { titleOf } from '../../../shared/format.js';
import { html, type Markup, section } from '../../markup.js';
import { dataTable } from '../table.js';
import { between, dash, NO_INTERVAL, NO_TEST, orDash, pValue, ratio, score } from '../write.js';

/** What each recalibration, fitted to the matured past only, makes of the probabilities. */
export function recalibrationSection({ recalibration, suggestion }: ForecasterEvaluation, prefix: string): Markup {
  const id = `${prefix}-recalibration`;
  const title = 'Recalibration';
  if (recalibration.length === 0) {
    const text = 'No recalibration had enough decisions whose windows had closed to learn from.';
    return section(id, title, null, html`<p>${text}</p>`);
  }
  const table = dataTable({
    caption: 'Scores before and after each recalibration',
    rowClasses: recalibration.map(({ kind }) => (kind === suggestion.calibrate ? 'asked' : '')),
    columns: [
      { title: 'Kind' },
      { title: 'n', kind: 'number' },
      { title: 'Brier before', kind: 'number' },
      { title: 'after', kind: 'number' },
      { title: 'Difference', about: 'After less before: negative where it helps', kind: 'number' },
      { title: 'p', about: 'One-sided: how often chance alone would seem to help as much', kind: 'number' },
      { title: 'Miscalibration', about: 'Reliability term of the Brier score', kind: 'number' },
      { title: 'Calibration error', kind: 'number' },
      { title: 'As it stands now' },
    ],
    rows: recalibration.map(({ kind, n, before, after, comparison, p_better, latest }) => [
      html`${titleOf(kind)}${kind === suggestion.calibrate ? html`<small>suggested</small>` : null}`,
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
  const lead =
    'Each is refitted as time goes on to decisions whose windows had closed, and judged on the next ones. It helps where p is below 0.025.';
  return section(id, title, lead, table);
}

function latestText(latest: RecalibrationDocument): string {
  switch (latest.kind) {
    case 'identity':
      return 'changes nothing yet';
    case 'platt':
      return `log-odds × ${ratio(latest.slope)} ${latest.intercept < 0 ? '−' : '+'} ${ratio(Math.abs(latest.intercept))}, from ${latest.rows} decisions`;
    case 'beta':
      return `a ${ratio(latest.a)}, b ${ratio(latest.b)}, c ${ratio(latest.c)}, from ${latest.rows} decisions`;
    case 'isotonic':
      return `${latest.thresholds.length} steps, from ${latest.rows} decisions`;
  }
}
