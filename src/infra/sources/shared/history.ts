import type { Observation } from '../../../core/observation.js';
import type { HistoryPage, HistoryRequest } from '../../../core/ports/history-source.js';
import type { Rejections } from './rejections.js';
import { DAY } from '../../../core/time.js';

/** Values of the last days may still come, or be corrected: a later run asks for them again. */
export const SETTLED_AFTER_MS = 7 * DAY;

/** The page of a source that sends its whole past at once: what lies in the range, and how far that is final. */
export function wholePast(
  source: string,
  observations: readonly Observation[],
  rejections: Rejections,
  { from, to }: HistoryRequest,
  receivedAt: number,
): HistoryPage {
  return {
    observations: observations.filter(({ observed_at }) => observed_at >= from && observed_at < to),
    failures: rejections.failures(source),
    through: Math.max(from, Math.min(to, receivedAt - SETTLED_AFTER_MS)),
  };
}
