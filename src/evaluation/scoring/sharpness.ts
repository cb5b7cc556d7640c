import { equalWidthBins } from './bins.js';
import { mean } from '../../core/statistics/moments.js';

const HISTOGRAM_BINS = 20;

/**
 * How far the forecasts dare to differ, whatever happened: worth something only in a calibrated forecaster. T. Gneiting,
 * F. Balabdaoui & A. E. Raftery (JRSS B, 2007).
 */
export function sharpnessOf(probabilities: Float64Array): { variance: number; histogram: number[] } {
  const n = probabilities.length;
  const centre = mean(probabilities);
  const histogram = Array.from({ length: HISTOGRAM_BINS }, () => 0);
  for (const bin of equalWidthBins(probabilities, HISTOGRAM_BINS).of) histogram[bin]! += 1;
  return { variance: probabilities.reduce((sum, p) => sum + (p - centre) ** 2, 0) / n, histogram };
}
