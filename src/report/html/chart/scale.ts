/** From a value to a position: `width` or `height` units from `from` to `to`. */
export interface Scale {
  readonly min: number;
  readonly max: number;
  at(value: number): number;
}

/** A domain of one value is widened, so that a flat line lies in the middle. */
export function linearScale(min: number, max: number, from: number, to: number): Scale {
  const pad = min === max ? Math.abs(min) * 0.01 || 1 : 0;
  const low = min - pad;
  const factor = (to - from) / (max + pad - low);
  return { min: low, max: max + pad, at: (value) => from + (value - low) * factor };
}

/** Equal ratios are equally far apart. Both ends must be above 0. */
export function logScale(min: number, max: number, from: number, to: number): Scale {
  const inner = linearScale(Math.log(min), Math.log(max), from, to);
  return { min: Math.exp(inner.min), max: Math.exp(inner.max), at: (value) => inner.at(Math.log(value)) };
}
