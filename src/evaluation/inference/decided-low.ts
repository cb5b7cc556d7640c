import type { DrawnInterval } from './block-bootstrap.js';

/** An interval that something hangs on: whether its lower end is above a threshold. */
export interface DecidedLow {
  readonly low: number;
  readonly high: number;
  readonly isAbove: boolean;
  /** With every resample that was allowed other draws might still decide otherwise. */
  readonly onAHair: boolean;
}

const START = 1_000;
/** 32 times the usual number: an error a sixth of the usual one. */
const MOST = 32_000;
/** Draws go on until the error of the end is this part of its distance to the threshold. */
const PART = 1 / 10;
/** Within so many errors of the threshold other draws may decide otherwise: beyond it, in one of 16,000. */
const HAIR_ERRORS = 4;

/**
 * Draws an interval with as many resamples as it takes to tell on which side of a threshold its lower end lies, whoever draws
 * them: four times as many again and again, until the Monte Carlo error is a tenth of the distance, or 32,000 were drawn.
 * @param draw the interval from so many resamples, or null where there is none
 * @param samples to begin with; default 1,000
 */
export function decideLow(
  threshold: number,
  draw: (samples: number) => Omit<DrawnInterval, 'lowerBound'> | null,
  samples = START,
): DecidedLow | null {
  for (let count = samples; ; count = Math.min(MOST, 4 * count)) {
    const interval = draw(count);
    if (interval === null) return null;
    const { low, high, lowError } = interval;
    const distance = Math.abs(low - threshold);
    if (lowError > PART * distance && count < MOST) continue;
    return { low, high, isAbove: low > threshold, onAHair: distance < HAIR_ERRORS * lowError };
  }
}
