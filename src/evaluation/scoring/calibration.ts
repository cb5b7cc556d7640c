import { wilsonInterval } from '../inference/wilson.js';
import { equalCountBins, equalWidthBins, type Binning } from './bins.js';
import { consistencyBands, type ConsistencyBand, type ConsistencyOptions } from './consistency-bands.js';
import { binSums, decomposeBrier, expectedCalibrationError } from './decomposition.js';
import type { Calibration } from './schema.js';

const WILSON_LEVEL = 0.95;

function describe(
  probabilities: Float64Array,
  outcomes: Float64Array,
  binning: Binning,
  bands: readonly ConsistencyBand[],
): Calibration {
  const sums = binSums(probabilities, outcomes, binning);
  const parts = decomposeBrier(probabilities, outcomes, binning);
  const diagram = sums.flatMap((bin, index) => {
    const wilson = wilsonInterval(bin.outcomes, bin.rows, WILSON_LEVEL);
    const consistency = bands[index] ?? null;
    if (wilson === null || consistency === null) return [];
    return [
      {
        low: bin.lowest,
        high: bin.highest,
        n: bin.rows,
        mean_forecast: bin.forecasts / bin.rows,
        observed: bin.outcomes / bin.rows,
        wilson,
        consistency,
      },
    ];
  });
  return {
    bins: binning.count,
    reliability: parts.reliability,
    resolution: parts.resolution,
    uncertainty: parts.uncertainty,
    within_bin_variance: parts.withinBinVariance,
    within_bin_covariance: parts.withinBinCovariance,
    ece: expectedCalibrationError(sums, probabilities.length),
    diagram,
  };
}

/** Reliability diagram, decomposition and ECE under both ways of binning. */
export function calibrationOf(
  probabilities: Float64Array,
  outcomes: Float64Array,
  binCount: number,
  options: ConsistencyOptions,
): { equal_width: Calibration; equal_count: Calibration } {
  const width = equalWidthBins(probabilities, binCount);
  const count = equalCountBins(probabilities, binCount);
  const [widthBands = [], countBands = []] = consistencyBands(probabilities, [width, count], options);
  return {
    equal_width: describe(probabilities, outcomes, width, widthBands),
    equal_count: describe(probabilities, outcomes, count, countBands),
  };
}
