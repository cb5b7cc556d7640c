import type { BarSeries } from '../../core/bars.js';
import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import type { Observation } from '../../core/observation.js';
import { aheadOfBars } from '../../engine/regime-series/index.js';

/**
 * Refuses observations whose prices know the bar after the one they are stamped with: whatever is measured with them is
 * measured with the future.
 * @throws InputError naming the series and by how much it is ahead
 */
export function refuseAhead(observations: readonly Observation[], file: string, bars: BarSeries): void {
  const [found] = aheadOfBars(observations, bars);
  if (found === undefined) return;
  const { series, symbol, n, share } = found;
  throw new InputError(
    'observations.ahead',
    `${file} (${field('observations')}) knows the future: ${n} prices of ${series} of ${symbol}, beside the bars of the same moments, have gone ${Math.round(share * 100)} % of the way to the next close already.`,
    {
      where: 'observations',
      remedy:
        'stamp each value with the moment it speaks of; observed_at of a bar is its open time, available_at its close',
    },
  );
}
