import type { MarketSnapshot } from '../../core/market-snapshot/schema.js';
import { withoutNews } from '../../core/regime-engine/without-news.js';
import { reverseTrend, trendDirection } from './counterfactual/reverse-trend.js';
import { newsMood, oppositeNews, swapNews } from './counterfactual/swap-news.js';
import { maskSnapshot } from './masking/mask-snapshot.js';

/** Goes into `AssessOptions.variant`, and so into the key of the recorded call. */
export type ProbeVariant = 'none' | 'masked' | 'without-news' | 'reversed-trend' | 'swapped-news';

/** One form of one decision, to be asked of the model under test. */
export interface ProbeQuestion {
  /** UTC ms. */
  readonly decidedAt: number;
  readonly variant: ProbeVariant;
  readonly snapshot: MarketSnapshot;
  /** The variant that the answer is compared with. */
  readonly comparedWith: ProbeVariant | null;
  /** Which way the change speaks: 1 for bull, −1 for bear, 0 where it has no direction. */
  readonly direction: -1 | 0 | 1;
}

/**
 * The forms in which a probe asks about each decision: as it was; masked; with the trend mirrored, without the news, which
 * would tell of the real one, and so compared with the real trend without news; and with the news of the most nearly opposite
 * mood. A form that cannot be made (no trend, no news with a mood) is left out.
 * @param seed of the masks
 */
export function probeQuestions(snapshots: readonly MarketSnapshot[], seed: number): ProbeQuestion[] {
  return snapshots.flatMap((snapshot) => {
    const decidedAt = Date.parse(snapshot.timestamp_utc);
    const questions: ProbeQuestion[] = [];
    const ask = (
      variant: ProbeVariant,
      form: MarketSnapshot,
      comparedWith: ProbeVariant | null = null,
      direction: -1 | 0 | 1 = 0,
    ): void => void questions.push({ decidedAt, variant, snapshot: form, comparedWith, direction });
    ask('none', snapshot);
    ask('masked', maskSnapshot(snapshot, { seed }), 'none');
    const trend = trendDirection(snapshot);
    if (trend !== 0) {
      const quiet = withoutNews(snapshot);
      const hasNews = snapshot.news.length > 0;
      if (hasNews) ask('without-news', quiet, 'none');
      ask('reversed-trend', reverseTrend(quiet), hasNews ? 'without-news' : 'none', trend === 1 ? -1 : 1);
    }
    const other = oppositeNews(snapshot, snapshots);
    if (other !== null) ask('swapped-news', swapNews(snapshot, other), 'none', (newsMood(other) ?? 0) > 0 ? 1 : -1);
    return questions;
  });
}
