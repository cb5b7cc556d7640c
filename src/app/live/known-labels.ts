import type { BarSeries } from '../../core/bars.js';
import type { MaturedHistory, MaturingRow } from '../../evaluation/matured-history.js';
import { labelDecision, type LabelResult } from '../../evaluation/label.js';

type Matured = Pick<MaturedHistory<MaturingRow>, 'bullsMaturedBy' | 'countMaturedBy'>;

const OPEN: LabelResult = { scored: false, reason: 'open' };

/**
 * What came of the moments of a session, as far as it is known: of bars that grow, or of bars of which the later ones count as not
 * there yet. Asked in order of time.
 */
export class KnownLabels implements Matured {
  private readonly labels = new Map<number, LabelResult>();
  /** Next moment on the grid of climatology, UTC ms. */
  private next = NaN;
  private now = -Infinity;
  private count = 0;
  private bulls = 0;

  /**
   * @param bars those that are known
   * @param horizonMs length of a window, and of a step of the grid
   */
  constructor(
    private readonly bars: () => BarSeries,
    readonly horizonMs: number,
  ) {}

  /** Length of a bar, ms. */
  get intervalMs(): number {
    return this.bars().intervalMs;
  }

  /** Goes on to a later moment, UTC ms: a window that has closed by then has an outcome. */
  advance(now: number): void {
    const { horizonMs } = this;
    this.now = now;
    const bars = this.bars();
    if (bars.length === 0) return;
    if (Number.isNaN(this.next)) this.next = Math.ceil(bars.closeTime(0) / horizonMs) * horizonMs;
    for (; this.next + horizonMs <= now; this.next += horizonMs) {
      const label = labelDecision(bars, this.next, horizonMs);
      this.labels.set(this.next, label);
      if (!label.scored) continue;
      this.count += 1;
      this.bulls += label.outcome;
    }
  }

  labelOf(decidedAt: number): LabelResult {
    if (decidedAt + this.horizonMs > this.now) return OPEN;
    let label = this.labels.get(decidedAt);
    // Off the grid lies what was asked late.
    if (label === undefined)
      this.labels.set(decidedAt, (label = labelDecision(this.bars(), decidedAt, this.horizonMs)));
    return label;
  }

  countMaturedBy(time: number): number {
    this.advance(time);
    return this.count;
  }

  bullsMaturedBy(time: number): number {
    this.advance(time);
    return this.bulls;
  }
}
