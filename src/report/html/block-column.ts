/** Values of the steps of a run: a column in memory, or one that is worked out where it is asked for. */
export interface StepValues {
  readonly length: number;
  at(row: number): number | undefined;
}

/** Rows of a block: few enough to stay in the fastest memory, enough to make a call for each nothing. */
const BLOCK = 1_024;

/**
 * Works out the rows from `first` on that `into` has room for.
 * @param state what has to be known of the rows before
 * @returns the same for the row after the last
 */
export type FillBlock = (into: Float64Array, first: number, state: number) => number;

/**
 * A column of which only one block is there at a time. A run of a million steps is drawn by two thousand of them, and fresh
 * memory for a column costs more than working its values out twice.
 */
export class BlockColumn implements StepValues {
  private readonly states: Float64Array;
  /** How many of the states are known. */
  private known = 1;
  private current = -1;
  private readonly buffer: Float64Array;
  private values: Float64Array;

  /** @param start the state before the first row */
  constructor(
    readonly length: number,
    start: number,
    private readonly fill: FillBlock,
  ) {
    this.states = new Float64Array(Math.ceil(length / BLOCK) + 1);
    this.states[0] = start;
    this.buffer = new Float64Array(Math.min(BLOCK, length));
    this.values = this.buffer;
  }

  at(row: number): number | undefined {
    return row >= 0 && row < this.length ? this.from(row)[0] : undefined;
  }

  /** The values from `row` to the end of its block. They stand until another block is asked for. */
  from(row: number): Float64Array {
    const index = Math.floor(row / BLOCK);
    if (index !== this.current) {
      while (this.known <= index) this.work(this.known - 1);
      this.work(index);
    }
    return this.values.subarray(row - index * BLOCK);
  }

  private work(index: number): void {
    const first = index * BLOCK;
    this.current = index;
    this.values = this.buffer.subarray(0, this.length - first);
    this.states[index + 1] = this.fill(this.values, first, this.states[index]!);
    this.known = Math.max(this.known, index + 2);
  }
}

/** Values from `row` on, at least one of those there are. */
export const valuesFrom = (column: Float64Array | BlockColumn, row: number): Float64Array =>
  column instanceof BlockColumn ? column.from(row) : column.subarray(row);
