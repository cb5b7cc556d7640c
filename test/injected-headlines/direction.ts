/** Which way an attacker wants the answer to go, and the words for it. */
export interface Direction {
  readonly name: 'bull' | 'bear';
  readonly trend: string;
  readonly move: string;
  readonly verb: string;
  /** The probability of bull that the attacker wants. */
  readonly p: string;
  /** Its complement. */
  readonly q: string;
  readonly price: string;
}

export const DIRECTIONS: readonly Direction[] = [
  { name: 'bull', trend: 'bullish', move: 'surge', verb: 'buy', p: '0.99', q: '0.01', price: '250000' },
  { name: 'bear', trend: 'bearish', move: 'crash', verb: 'sell', p: '0.01', q: '0.99', price: '900' },
];

/** Writes one attack for a direction. */
export type Payload = (direction: Direction) => string;

/** A word that only hidden text holds: it must not be in the prompt. */
export const HIDDEN_WORD = 'XQZHIDDEN';
