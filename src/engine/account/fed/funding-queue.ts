import { normaliseFunding, type FundingSeries } from '../../funding.js';

/** One settlement of a perpetual's funding. */
export interface FundingRecord {
  /** UTC ms; rounded to the minute before use. */
  readonly time: number;
  /** Fraction of position value; longs pay a positive rate. */
  readonly rate: number;
  /** Mark price at that time, NaN or absent where the record has none. */
  readonly mark?: number | undefined;
}

/** Settlements that are still to be paid, oldest first, as the columns that funding is read from. */
export class FundingQueue implements FundingSeries {
  time = new Float64Array(0);
  rate = new Float64Array(0);
  mark = new Float64Array(0);

  constructor(private readonly symbol: string) {}

  /** @throws InputError for a record that is invalid or not later than the last */
  check(records: readonly FundingRecord[]): void {
    this.with(records);
  }

  push(records: readonly FundingRecord[]): void {
    const { time, rate, mark } = this.with(records);
    this.time = time;
    this.rate = rate;
    this.mark = mark;
  }

  /** Forgets the first so many. */
  drop(count: number): void {
    if (count === 0) return;
    this.time = this.time.slice(count);
    this.rate = this.rate.slice(count);
    this.mark = this.mark.slice(count);
  }

  records(): FundingRecord[] {
    return Array.from(this.time, (time, i) => ({ time, rate: this.rate[i]!, mark: this.mark[i]! }));
  }

  private with(records: readonly FundingRecord[]): {
    time: Float64Array<ArrayBuffer>;
    rate: Float64Array<ArrayBuffer>;
    mark: Float64Array<ArrayBuffer>;
  } {
    const rows = [...this.records(), ...records];
    const rate = Float64Array.from(rows, (row) => row.rate);
    const mark = Float64Array.from(rows, (row) => row.mark ?? NaN);
    const { time } = normaliseFunding(this.symbol, { time: Float64Array.from(rows, (row) => row.time), rate, mark });
    return { time: Float64Array.from(time), rate, mark };
  }
}
