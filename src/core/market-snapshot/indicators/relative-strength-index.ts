/**
 * Wilder's RSI (J. W. Wilder, New Concepts in Technical Trading Systems, 1978): the first average is the simple mean of
 * `length` changes, then (previous · (length − 1) + change) / length. 0 … 100; 50 where nothing moved.
 * The RSI of strategies (engine/indicators/momentum) is fed bar by bar and adds in another order, so the two differ in their
 * last digits; recorded answers are found again by the exact text of the question, so neither can take the other's place.
 */
export function relativeStrengthIndex(closes: readonly number[], length: number): number {
  let gain = 0;
  let loss = 0;
  for (let i = 1; i < closes.length; i++) {
    const change = closes[i]! - closes[i - 1]!;
    const up = Math.max(change, 0);
    const down = Math.max(-change, 0);
    if (i <= length) {
      gain += up / length;
      loss += down / length;
    } else {
      gain = (gain * (length - 1) + up) / length;
      loss = (loss * (length - 1) + down) / length;
    }
  }
  return gain + loss === 0 ? 50 : (100 * gain) / (gain + loss);
}
