/** A position with one decimal: a tenth of a unit is finer than a screen shows. */
export const unit = (value: number): string => String(Math.round(value * 10) / 10);

/** The `d` of a line through points; points that would not be told apart from the one before are left out. */
export function linePath(xs: readonly number[], ys: readonly number[]): string {
  let path = '';
  let before = '';
  for (let i = 0; i < xs.length; i++) {
    const point = `${unit(xs[i]!)} ${unit(ys[i]!)}`;
    if (point === before) continue;
    path += (path === '' ? 'M' : 'L') + point;
    before = point;
  }
  return path;
}

/** The area between a line and a horizontal at `base`. */
export function areaPath(xs: readonly number[], ys: readonly number[], base: number): string {
  if (xs.length === 0) return '';
  return `M${unit(xs[0]!)} ${unit(base)}${linePath(xs, ys).replace('M', 'L')}L${unit(xs.at(-1)!)} ${unit(base)}Z`;
}
