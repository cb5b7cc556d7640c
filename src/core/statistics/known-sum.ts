/** Sum of counts or prices; null as soon as one of them is not known. */
export const knownSum = (values: readonly (number | null)[]): number | null =>
  values.reduce<number | null>((total, value) => (total === null || value === null ? null : total + value), 0);
