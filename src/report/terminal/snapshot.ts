import type { MarketSnapshot } from '../../core/market-snapshot/schema.js';
import { snapshotTitle } from './cycle.js';
import { sections } from './layout.js';
import { fullMarketSummary, missingFields } from './snapshot-summary.js';
import type { TerminalStyle } from './style.js';

/** A snapshot for a person: every field with its age, the news, and what is missing. */
export function renderSnapshot(snapshot: MarketSnapshot, style: TerminalStyle): string {
  return sections([snapshotTitle(snapshot, style), fullMarketSummary(snapshot, style), missingFields(snapshot, style)]);
}
