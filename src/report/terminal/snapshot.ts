import type { MarketSnapshot } from '../../core/market-snapshot/schema.js';
import { minuteOf } from '../../core/time.js';
import { hoursText } from './recommendation.js';
import { paragraph, sections } from './layout.js';
import { marksOf } from './marks.js';
import { fullMarketSummary, missingFields } from './snapshot-summary.js';
import type { TerminalStyle } from './style.js';

/** Asset, horizon and moment; demo data say so on every report made of them. */
export function snapshotTitle(snapshot: MarketSnapshot, style: TerminalStyle): string {
  const { dot } = marksOf(style);
  const { paint, say } = style;
  const at = minuteOf(snapshot.timestamp_utc);
  const title = `${paint.bold(snapshot.base_asset)}${dot}${say('next {hours} h', { hours: hoursText(snapshot.horizon_hours) })}${dot}${at} UTC`;
  const whole = snapshot.data_quality.demo ? `${title}${dot}${paint.magenta(say('demo data (generated)'))}` : title;
  return paragraph(whole, style);
}

/** A snapshot for a person: every field with its age, the news, and what is missing. */
export function renderSnapshot(snapshot: MarketSnapshot, style: TerminalStyle): string {
  return sections([snapshotTitle(snapshot, style), fullMarketSummary(snapshot, style), missingFields(snapshot, style)]);
}
