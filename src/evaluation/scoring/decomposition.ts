import type { Binning } from './bins.js';

/**
 * Brier = reliability − resolution + uncertainty + within_bin_variance − within_bin_covariance, exactly, for any bins:
 * D. B. Stephenson, C. A. S. Coelho & I. T. Jolliffe, "Two Extra Components in the Brier Score Decomposition" (Weather and
 * Forecasting, 2008). Without the two within-bin terms (A. H. Murphy, 1973) the identity holds only where each bin holds
 * one value.
 */
export interface BrierDecomposition {
  /** Mean squared distance of the bins' mean forecast from what they came to; 0 is calibrated. */
  readonly reliability: number;
  /** Variance of the bins' outcomes around the base rate; more is better. */
  readonly resolution: number;
  /** Base rate · (1 − base rate): what climatology scores. */
  readonly uncertainty: number;
  readonly withinBinVariance: number;
  /** Twice the covariance of forecast and outcome within bins. */
  readonly withinBinCovariance: number;
}

/** Sums of one bin. */
export interface BinSums {
  readonly rows: number;
  readonly forecasts: number;
  readonly outcomes: number;
  readonly lowest: number;
  readonly highest: number;
}

/** Sums of every bin, the empty ones included. */
export function binSums(probabilities: Float64Array, outcomes: Float64Array, { of, count }: Binning): BinSums[] {
  const sums = Array.from({ length: count }, () => ({
    rows: 0,
    forecasts: 0,
    outcomes: 0,
    lowest: Infinity,
    highest: -Infinity,
  }));
  for (let i = 0; i < of.length; i++) {
    const bin = sums[of[i]!]!;
    const p = probabilities[i]!;
    bin.rows += 1;
    bin.forecasts += p;
    bin.outcomes += outcomes[i]!;
    bin.lowest = Math.min(bin.lowest, p);
    bin.highest = Math.max(bin.highest, p);
  }
  return sums;
}

export function decomposeBrier(
  probabilities: Float64Array,
  outcomes: Float64Array,
  binning: Binning,
): BrierDecomposition {
  const n = probabilities.length;
  const bins = binSums(probabilities, outcomes, binning);
  const baseRate = outcomes.reduce((sum, outcome) => sum + outcome, 0) / n;
  let reliability = 0;
  let resolution = 0;
  for (const bin of bins) {
    if (bin.rows === 0) continue;
    reliability += (bin.forecasts - bin.outcomes) ** 2 / bin.rows / n;
    resolution += (bin.rows / n) * (bin.outcomes / bin.rows - baseRate) ** 2;
  }
  let variance = 0;
  let covariance = 0;
  for (let i = 0; i < n; i++) {
    const bin = bins[binning.of[i]!]!;
    const deviation = probabilities[i]! - bin.forecasts / bin.rows;
    variance += deviation * deviation;
    covariance += deviation * (outcomes[i]! - bin.outcomes / bin.rows);
  }
  return {
    reliability,
    resolution,
    uncertainty: baseRate * (1 - baseRate),
    withinBinVariance: variance / n,
    withinBinCovariance: (2 * covariance) / n,
  };
}

/**
 * Expected calibration error: mean distance of a bin's mean forecast from what it came to, weighted by rows. M. Pakdaman
 * Naeini, G. Cooper & M. Hauskrecht (AAAI 2015). Depends on the bins and is above 0 for a calibrated forecaster too.
 */
export const expectedCalibrationError = (bins: readonly BinSums[], n: number): number =>
  bins.reduce((sum, bin) => sum + Math.abs(bin.forecasts - bin.outcomes) / n, 0);
