/**
 * p-values adjusted for the false discovery rate among those given; a null (not testable) stays null and is not counted.
 * Benjamini & Hochberg, "Controlling the False Discovery Rate" (JRSS B, 1995).
 */
export function benjaminiHochberg(pValues: readonly (number | null)[]): (number | null)[] {
  const order = pValues.flatMap((p, index) => (p === null ? [] : [{ p, index }])).sort((a, b) => b.p - a.p);
  const adjusted: (number | null)[] = pValues.map(() => null);
  let least = 1;
  order.forEach(({ p, index }, fromLargest) => {
    least = Math.min(least, (p * order.length) / (order.length - fromLargest));
    adjusted[index] = least;
  });
  return adjusted;
}
