const ROWS_PER_BLOCK = 4096;

/**
 * Rows of numbers in fixed blocks: growing never copies, and no object exists per row. Subclasses name the columns.
 */
export class RowLog {
  private readonly blocks: Float64Array[] = [];
  private rows = 0;
  /** The block being filled. */
  protected cells = new Float64Array(0);

  constructor(private readonly width: number) {}

  get length(): number {
    return this.rows;
  }

  /** Adds a zeroed row, to be written at `cells[offset + column]`; returns that offset. */
  protected append(): number {
    const within = this.rows % ROWS_PER_BLOCK;
    if (within === 0) {
      this.cells = new Float64Array(ROWS_PER_BLOCK * this.width);
      this.blocks.push(this.cells);
    }
    this.rows++;
    return within * this.width;
  }

  /** @throws RangeError outside the log. */
  get(row: number, column: number): number {
    return this.block(row)[(row % ROWS_PER_BLOCK) * this.width + column]!;
  }

  /** A row as plain numbers, for `restoreRow`. */
  rowCells(row: number): number[] {
    return Array.from({ length: this.width }, (_, column) => this.get(row, column));
  }

  /** Adds a row that another log had. @returns its place */
  restoreRow(cells: readonly number[]): number {
    const offset = this.append();
    for (let column = 0; column < this.width; column++) this.cells[offset + column] = cells[column]!;
    return this.rows - 1;
  }

  /** One column of all rows. */
  protected column(index: number): Float64Array {
    const values = new Float64Array(this.rows);
    for (let row = 0, block = 0; row < this.rows; block++) {
      const cells = this.blocks[block]!;
      const end = Math.min(this.rows, row + ROWS_PER_BLOCK);
      for (let at = index; row < end; row++, at += this.width) values[row] = cells[at]!;
    }
    return values;
  }

  protected set(row: number, column: number, value: number): void {
    this.block(row)[(row % ROWS_PER_BLOCK) * this.width + column] = value;
  }

  private block(row: number): Float64Array {
    if (!(row >= 0 && row < this.rows)) throw new RangeError(`row ${row} of ${this.rows}`);
    return this.blocks[Math.floor(row / ROWS_PER_BLOCK)]!;
  }
}
