import { encodeColumns, type PackedColumn } from './encode-columns.js';
import { hashColumns } from './hash-columns.js';

/** A table before it is a file. */
export interface SeriesTable {
  readonly columns: readonly PackedColumn[];
  /** False: it is known by its hash alone, and no file is made of it. */
  readonly kept: boolean;
}

export interface EncodedTable {
  /** Of the values, however they are encoded. */
  readonly sha256: string;
  /** The Parquet file, in pieces; none where the table is not kept. */
  readonly parts: readonly Uint8Array[];
}

export const encodeSeriesTable = ({ columns, kept }: SeriesTable): EncodedTable => ({
  sha256: hashColumns(columns),
  parts: kept ? encodeColumns(columns) : [],
});
