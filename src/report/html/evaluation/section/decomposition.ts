import type { ForecasterEvaluation } from '../../../../evaluation/evaluate/schema.js';
import { type WaterfallStep, waterfallTable } from '../../chart/waterfall.js';
import { html, type Markup, section } from '../../markup.js';
import { score, share, shownPeriod } from '../write.js';
import { signed } from '../../../shared/numbers.js';
import { say } from '../../speech.js';

const change = (value: number): string => signed(value, 4).replace('-', '−');

/** What the Brier score is made of: the market's own uncertainty, errors of calibration, and what is known. */
export function decompositionSection(forecaster: ForecasterEvaluation, prefix: string): Markup | null {
  const shown = shownPeriod(forecaster);
  if (shown === null) return null;
  const { brier, base_rate, calibration, sharpness } = shown.period.scores;
  const { uncertainty, reliability, resolution, within_bin_variance, within_bin_covariance, bins } =
    calibration.equal_count;
  const within = within_bin_variance - within_bin_covariance;
  const end = reliability - resolution + within;
  const between = (from: number, to: number): Pick<WaterfallStep, 'from' | 'to' | 'kind'> => ({
    from,
    to,
    kind: to > from ? 'loss' : 'gain',
  });
  const steps: WaterfallStep[] = [
    {
      label: say('Uncertainty'),
      note: say('of always saying {share}; the zero of this picture', { share: share(base_rate) }),
      from: 0,
      to: 0,
      kind: 'total',
      value: score(uncertainty),
    },
    {
      label: say('Miscalibration'),
      note: say('reliability: what is said is not what comes'),
      ...between(0, reliability),
    },
    {
      label: say('Resolution'),
      note: say('telling bull from bear: the only part that earns'),
      ...between(reliability, reliability - resolution),
    },
    {
      label: say('Within bins'),
      note: say('{n} bins of equal count are coarse', { n: bins }),
      ...between(reliability - resolution, end),
    },
    {
      label: say('Brier score'),
      note: say('lower is better'),
      from: 0,
      to: end,
      kind: 'total',
      value: score(brier.score),
    },
  ];
  const lead = say(
    'The Brier score begins at what always saying the base rate would give. Miscalibration adds to it (right), resolution takes away from it (left): a useful forecaster ends left of the line.',
  );
  const note = html`<p class="note">
    ${say('Climatology, which knew only the past, scored {score}. Standard deviation of the forecasts: {deviation}.', {
      score: score(brier.reference),
      deviation: score(Math.sqrt(sharpness.variance)),
    })}
  </p>`;
  const table = waterfallTable(steps, say('Parts of the Brier score'), change);
  return section(`${prefix}-decomposition`, say('What its Brier score is made of'), lead, html`${table}${note}`);
}
