import type { BarSeries } from '../../../core/bars.js';

interface Known {
  readonly from: number;
  readonly length: number;
  readonly sha256: string;
}

const known = new WeakMap<SharedArrayBuffer, Known>();

/** What `hashBars` gives for bars as they were stored, whose checksums were found right: so it need not be worked out again. */
export function rememberHash(bars: BarSeries, sha256: string): void {
  const { buffer, from, length } = bars.share();
  known.set(buffer, { from, length, sha256 });
}

/** The hash of bars that were read whole from the store; null for others and for a part of them. */
export function knownHash(bars: BarSeries): string | null {
  const { buffer, from, length } = bars.share();
  const found = known.get(buffer);
  return found?.from === from && found.length === length ? found.sha256 : null;
}
