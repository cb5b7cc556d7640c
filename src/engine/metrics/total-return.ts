/** Final over initial equity, less one: a fraction (0.5 means 50 %). */
export function totalReturn(initialEquity: number, finalEquity: number): number {
  return finalEquity / initialEquity - 1;
}
