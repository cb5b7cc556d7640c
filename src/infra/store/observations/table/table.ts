/** A row of a file, whatever its kind: every cell as text, empty where there is none. */
export interface TableRow {
  /** `file:12` or `file, item 12`. */
  readonly where: string;
  readonly cells: ReadonlyMap<string, string>;
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

export interface TableOptions {
  /** Of a CSV file. Default: told from its header. */
  readonly separator?: string;
}
