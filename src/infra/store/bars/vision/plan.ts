import { InputError } from '../../../../core/errors.js';
import { parseInterval } from '../../../../core/interval.js';
import { DAY, isoDay, isoMonth, startOfDay } from '../../../../core/time.js';

export type VisionMarket = 'spot' | 'um';
/** Mark and index prices and funding exist for USD-M futures (`um`) only. */
export type VisionKind = 'klines' | 'markPriceKlines' | 'indexPriceKlines' | 'fundingRate';

export interface VisionQuery {
  readonly market: VisionMarket;
  readonly kind: VisionKind;
  readonly symbol: string;
  /** Binance's spelling, e.g. `1m`; not used for funding. */
  readonly interval: string;
  /** Range of open times, UTC ms, end exclusive. */
  readonly from: number;
  readonly to: number;
}

/** One zip of the archive. */
export interface VisionFile {
  /** Path below the host, which names it everywhere. */
  readonly path: string;
  /** What it holds: UTC ms, end exclusive. */
  readonly from: number;
  readonly to: number;
  /** The days to take instead while the month's file is not published yet. */
  readonly days: readonly VisionFile[];
}

/** Bars of seconds are of spot markets alone. */
export const VISION_INTERVALS: readonly string[] = '1s 1m 3m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1d 3d 1w'.split(' ');

/**
 * The files that hold a range: whole months where the month is over, days in the running month. Days appear on the next day,
 * months on the first Monday after: https://github.com/binance/binance-public-data
 * @param now UTC ms: days that are not over have no file
 */
export function planVision(query: VisionQuery, now: number): VisionFile[] {
  const { market, kind, symbol, interval } = query;
  if (!/^[A-Z0-9_]{2,30}$/.test(symbol)) {
    throw new InputError('vision.symbol', `"${symbol.slice(0, 40)}" is not a Binance symbol: write it like BTCUSDT.`);
  }
  if (market === 'spot' && kind !== 'klines') {
    throw new InputError('vision.kind', `There is no ${kind} of spot markets: choose the USD-M futures (um).`);
  }
  if (kind !== 'fundingRate' && !VISION_INTERVALS.includes(interval)) {
    throw new InputError(
      'vision.interval',
      `data.binance.vision has no bars of ${interval}: use for example 1m, 5m, 1h or 1d.`,
    );
  }
  const lastDay = startOfDay(now);
  const to = Math.min(query.to, lastDay);
  const files: VisionFile[] = [];
  for (let month = startOfMonth(query.from); month < to; month = nextMonth(month)) {
    const end = nextMonth(month);
    const days: VisionFile[] = [];
    // Funding comes by months only.
    if (kind !== 'fundingRate') {
      for (let day = Math.max(month, startOfDay(query.from)); day < Math.min(end, to); day += DAY) {
        days.push({ path: pathOf(query, 'daily', isoDay(day)), from: day, to: day + DAY, days: [] });
      }
    }
    // A bar of several days lies in the file of the day it opens on; longer ones are published by months as well.
    if (end <= lastDay) files.push({ path: pathOf(query, 'monthly', isoMonth(month)), from: month, to: end, days });
    else files.push(...days);
  }
  return files;
}

/** Length of a bar of the query in ms; funding has none. */
export const visionIntervalMs = ({ kind, interval }: VisionQuery): number | null =>
  kind === 'fundingRate' ? null : parseInterval(interval);

/** Under which source the bars are stored: mark and index prices are not trades, and kept apart. */
export function visionSource({ market, kind }: Pick<VisionQuery, 'market' | 'kind'>): string {
  const suffix = kind === 'markPriceKlines' ? '-mark' : kind === 'indexPriceKlines' ? '-index' : '';
  return `binance-${market}${suffix}`;
}

function pathOf({ market, kind, symbol, interval }: VisionQuery, period: 'daily' | 'monthly', date: string): string {
  const root = market === 'spot' ? 'data/spot' : 'data/futures/um';
  return kind === 'fundingRate'
    ? `${root}/${period}/fundingRate/${symbol}/${symbol}-fundingRate-${date}.zip`
    : `${root}/${period}/${kind}/${symbol}/${interval}/${symbol}-${interval}-${date}.zip`;
}

function startOfMonth(ms: number): number {
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

function nextMonth(ms: number): number {
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}
