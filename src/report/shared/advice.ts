import type { Suggestion } from '../../evaluation/evaluate/schema.js';
import { decimals } from './numbers.js';

const REFUSAL = 'Do not trade this';

/** A suggestion in one plain sentence, and the reasons that are not said by it. */
export function plainAdvice({
  trade,
  earned,
  reasons,
}: Pick<Suggestion, 'trade' | 'earned' | 'reasons'>): [advice: string, reasons: readonly string[]] {
  if (trade) return [`Trade ${decimals(earned * 100, 0)} % of it.`, reasons];
  const refusal = reasons.find((reason) => reason.startsWith(REFUSAL));
  if (refusal === undefined) return [`${REFUSAL}.`, reasons];
  return [refusal, reasons.filter((reason) => reason !== refusal)];
}
