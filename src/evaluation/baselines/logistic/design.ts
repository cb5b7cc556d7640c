/** A column of the design: a feature, or whether it is missing. */
interface Column {
  readonly feature: number;
  readonly of: 'value' | 'missing';
  /** Mean of the feature over the rows that have it: what a missing one counts as. Unused for `missing`. */
  readonly fill: number;
  readonly mean: number;
  readonly sd: number;
}

/** How raw features become standardised columns, as learned from the rows it was made of. */
export interface Design {
  readonly columns: readonly Column[];
}

const raw = ({ feature, of, fill }: Omit<Column, 'mean' | 'sd'>, features: Float64Array): number => {
  const value = features[feature]!;
  if (of === 'missing') return Number.isNaN(value) ? 1 : 0;
  return Number.isNaN(value) ? fill : value;
};

/**
 * Learns the columns from rows of raw features (NaN: missing). A feature that some rows miss is filled with its mean over the
 * others and gets a second column that says so; features that are missing in the same rows share it. A feature that no row
 * has is dropped, and so is a column that never changes. Each column has mean 0 and (population) standard deviation 1 over
 * these rows, like scikit-learn's SimpleImputer(add_indicator=True) followed by StandardScaler.
 */
export function learnDesign(rows: readonly Float64Array[]): Design {
  const columns: Column[] = [];
  const add = (column: Omit<Column, 'mean' | 'sd'>): void => {
    let sum = 0;
    for (let i = 0; i < rows.length; i++) sum += raw(column, rows[i]!);
    const mean = sum / rows.length;
    let squares = 0;
    for (let i = 0; i < rows.length; i++) squares += (raw(column, rows[i]!) - mean) ** 2;
    const sd = Math.sqrt(squares / rows.length);
    // A constant column comes out with rounding noise instead of 0.
    if (sd > 1e-12 * Math.abs(mean)) columns.push({ ...column, mean, sd });
  };
  const patterns = new Set<string>();
  for (let feature = 0; feature < (rows[0]?.length ?? 0); feature++) {
    let sum = 0;
    let present = 0;
    for (const features of rows) {
      const value = features[feature]!;
      if (Number.isNaN(value)) continue;
      sum += value;
      present += 1;
    }
    if (present === 0) continue;
    add({ feature, of: 'value', fill: sum / present });
    if (present === rows.length) continue;
    const pattern = rows.map((features) => (Number.isNaN(features[feature]) ? '1' : '0')).join('');
    if (patterns.has(pattern)) continue;
    patterns.add(pattern);
    add({ feature, of: 'missing', fill: 0 });
  }
  return { columns };
}

/** The standardised columns of rows, each column over all rows. */
export const standardise = ({ columns }: Design, rows: readonly Float64Array[]): Float64Array[] =>
  columns.map((column) => {
    const into = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) into[i] = (raw(column, rows[i]!) - column.mean) / column.sd;
    return into;
  });
