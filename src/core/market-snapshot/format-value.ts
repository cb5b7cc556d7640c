/** `43210.50`, `0.0000123`: fixed digits without separators, significant digits where those would show only zeros. */
export function formatFieldValue(value: number, decimals: number): string {
  const smallest = 10 ** -decimals;
  if (value !== 0 && Math.abs(value) < 10 * smallest) return String(Number(value.toPrecision(3)));
  return value.toFixed(decimals);
}
