import type { Suggestion } from '../../evaluation/evaluate/schema.js';
import type { Say } from '../language/say.js';
import { decimals } from './numbers.js';

const REFUSAL = 'Do not trade this';

/** A suggestion in one plain sentence, and the reasons that are not said by it. */
export function plainAdvice(
  { trade, earned, reasons }: Pick<Suggestion, 'trade' | 'earned' | 'reasons'>,
  say: Say,
): [advice: string, reasons: readonly string[]] {
  if (trade) return [say('Trade {share} % of it.', { share: decimals(earned * 100, 0) }), reasons];
  const refusal = reasons.find((reason) => reason.startsWith(REFUSAL));
  if (refusal === undefined) return [say('Do not trade this.'), reasons];
  return [refusal, reasons.filter((reason) => reason !== refusal)];
}
