import type { BarRow, BarSeries } from '../../src/core/bars.js';
import { UnavailableError } from '../../src/core/errors.js';
import type { Random } from '../../src/core/ports/random.js';
import { DAY, HOUR, MINUTE } from '../../src/core/time.js';
import type { BarVenue } from '../../src/live/runner/feed.js';
import type { VirtualClock } from './simulate.js';
import { isWithin, type Weather } from './weather.js';

/** What an exchange does to one of its bars, always. */
type BarFault = 'missing' | 'late' | 'unsound' | 'changed';
const BAR_FAULTS: readonly BarFault[] = ['missing', 'late', 'unsound', 'changed'];
/** So long after its close an exchange changes a bar. */
const CHANGED_AFTER = 2 * HOUR;
const changed = (row: BarRow): BarRow => ({ ...row, close: row.low });
/** One bar in fifty. */
const FAULTY_BARS = 0.02;
/** One answer in twenty does not come, one in eight is in disorder. */
const LOST = 0.05;
const DISORDER = 0.12;

/** Bars as an exchange tells them on a bad day: late, twice, half-built, out of order, from the future, wrong, or not at all. */
export class FaultyVenue implements BarVenue {
  private readonly faults: ReadonlyMap<string, ReadonlyMap<number, BarFault>>;

  constructor(
    private readonly tape: readonly BarSeries[],
    private readonly clock: VirtualClock,
    private readonly random: Random,
    private readonly weather: Weather,
  ) {
    const drawn = (bars: BarSeries): Map<number, BarFault> => {
      const faults = new Map<number, BarFault>();
      // The last one ends the simulation.
      for (const time of bars.openTime.subarray(0, -1)) {
        if (random.next() < FAULTY_BARS) faults.set(time, BAR_FAULTS[Math.floor(random.next() * BAR_FAULTS.length)]!);
      }
      return faults;
    };
    this.faults = new Map(tape.map((bars) => [bars.symbol, drawn(bars)]));
  }

  async time(signal: AbortSignal): Promise<number> {
    await this.answer(signal);
    return this.now();
  }

  readonly bars = async (
    symbol: string,
    from: number,
    count: number,
    signal: AbortSignal,
  ): Promise<readonly BarRow[]> => {
    await this.answer(signal);
    const bars = this.tape.find((each) => each.symbol === symbol)!;
    const now = this.now();
    const rows: BarRow[] = [];
    for (let i = bars.indexAtOrAfter(from); i < bars.length && bars.openTime[i]! <= now && rows.length < count; i++) {
      const row = this.shown(symbol, bars.row(i), now);
      if (row !== null) rows.push(row);
    }
    return this.random.next() < DISORDER ? this.disordered(rows, now) : rows;
  };

  readonly funding: NonNullable<BarVenue['funding']> = async (_symbol, from, to, signal) => {
    await this.answer(signal);
    const first = Math.ceil(from / (8 * HOUR)) * 8 * HOUR;
    const due = Array.from(
      { length: Math.max(0, Math.ceil((to - first) / (8 * HOUR))) },
      (_, k) => first + k * 8 * HOUR,
    );
    // Stamps are some ms late.
    return due
      .filter((time) => time <= this.now())
      .map((time) => ({ time: time + ((time / HOUR) % 7), rate: 0.0001 * Math.sin(time / DAY) }));
  };

  /** How a bar that had closed may have been shown to who asked by `at`, UTC ms. */
  readonly shownAs = (symbol: string, openTime: number, at: number): BarRow[] => {
    const bars = this.tape.find((each) => each.symbol === symbol)!;
    const row = bars.row(bars.indexAtOrAfter(openTime));
    const fault = this.faults.get(symbol)!.get(openTime);
    if (row.openTime !== openTime || openTime + HOUR > at || fault === 'missing' || fault === 'unsound') return [];
    return fault === 'changed' && at >= openTime + HOUR + CHANGED_AFTER ? [row, changed(row)] : [row];
  };

  /** The exchange's clock, UTC ms. */
  private now(): number {
    const real = this.clock.now();
    return Math.floor(real + (this.weather.drifts.findLast(({ from }) => from <= real)?.ms ?? 0));
  }

  /** An answer takes its time, and may not come. */
  private async answer(signal: AbortSignal): Promise<void> {
    await this.clock.sleep(50 + this.random.next() * 2_000, signal);
    if (isWithin(this.weather.outages, this.clock.now()) || this.random.next() < LOST)
      throw new UnavailableError('exchange.unreachable', 'No answer came.');
  }

  private shown(symbol: string, row: BarRow, now: number): BarRow | null {
    const close = row.openTime + HOUR;
    if (now < close) return { ...row, high: row.open, low: row.open, close: row.open, volume: row.volume / 3 };
    switch (this.faults.get(symbol)!.get(row.openTime)) {
      case 'missing':
        return null;
      case 'late':
        return now < close + 3 * MINUTE ? null : row;
      case 'unsound':
        return { ...row, low: row.high * 2 };
      case 'changed':
        return now < close + CHANGED_AFTER ? row : changed(row);
      default:
        return row;
    }
  }

  private disordered(rows: readonly BarRow[], now: number): BarRow[] {
    const halves = rows.map((row) => ({ ...row, close: row.open, volume: row.volume / 2 }));
    const ahead = rows.slice(-1).map((row) => ({ ...row, openTime: now + DAY }));
    return [...halves, ...rows, ...ahead].reverse();
  }
}
