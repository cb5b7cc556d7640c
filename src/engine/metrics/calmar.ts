/** Calmar ratio: annual growth over maximum drawdown, here of the whole run. T. W. Young, "Calmar Ratio" (Futures, 1991). */
export function calmar(annualGrowth: number | null, maxDrawdown: number): number | null {
  return annualGrowth === null || maxDrawdown === 0 ? null : annualGrowth / maxDrawdown;
}
