import { InputError } from '../../core/errors.js';
import type { ScoredForecast } from '../forecast.js';
import { compareLosses } from './compare-losses.js';
import { brierLosses, logLosses } from './losses.js';
import { assertPaired, probabilityColumn, sampleFrame, type ScoringOptions } from './options.js';
import type { ForecastComparison } from './schema.js';

/**
 * Two forecasters on the same decisions: negative differences mean that the first is better.
 * @param a ascending in time
 * @param b the same decisions in the same order, with the same outcomes
 * @throws InputError where the decisions are not the same, are out of order, or a value is not a probability
 */
export function compareForecasts(
  a: readonly ScoredForecast[],
  b: readonly ScoredForecast[],
  options: ScoringOptions,
): ForecastComparison {
  assertPaired(b.length, a.length, 'the second forecaster');
  a.forEach((row, i) => {
    const other = b[i]!;
    if (other.decidedAt === row.decidedAt && other.label.outcome === row.label.outcome) return;
    throw new InputError('forecasts.unpaired', `Decision ${i} of the two forecasters differs in time or outcome.`, {
      where: `forecasts[${i}]`,
      remedy: 'compare forecasts of the same decisions, labelled from the same bars',
    });
  });
  const { sample } = sampleFrame(
    a.map((row) => row.decidedAt),
    options,
  );
  const first = probabilityColumn(
    a.map((row) => row.probBull),
    'forecast',
  );
  const second = probabilityColumn(
    b.map((row) => row.probBull),
    'reference',
  );
  const outcomes = Float64Array.from(a, (row) => row.label.outcome);
  const { overlap } = sample;
  const { level } = sample.bootstrap;
  return {
    sample,
    brier: compareLosses(brierLosses(first, outcomes), brierLosses(second, outcomes), { overlap, level }),
    log: compareLosses(logLosses(first, outcomes), logLosses(second, outcomes), { overlap, level }),
  };
}
