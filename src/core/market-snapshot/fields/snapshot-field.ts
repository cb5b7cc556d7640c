import type { BarField } from '../bar-fields.js';
import type { Field } from '../field.js';
import type { SeriesReader } from '../series-fields.js';

/** What a field is computed from: series as they were known, and the fields of the hourly bars. */
export interface FieldReader extends SeriesReader {
  readonly bars: Readonly<Record<BarField, Field>>;
}

/** How a value is written for a person: in whole dollars and the like, or with so many digits. */
export type FieldStyle =
  | 'dollars'
  | {
      readonly digits: number;
      /** With its sign, a plus as well. */
      readonly signed?: true;
      /** What it is multiplied by. Default 1. */
      readonly times?: number;
      /** What stands behind it, e.g. ` %`. */
      readonly suffix?: string;
    };

/**
 * A numeric field of a snapshot: everything that documents, prompts, reports, masking and baselines need to know of it. A field is a
 * row of one of the tables in this folder; whatever deals with fields reads them.
 */
export interface SnapshotField {
  /** In prompts. */
  readonly label: string;
  /** In prompts: the unit, with what the sign or the scale means. */
  readonly unit: string;
  /** In prompts: digits after the point; small numbers keep three significant digits. */
  readonly decimals: number;
  /** In the short prompt: the name of its line, its name within a line of several, and what it is multiplied by. */
  readonly line: readonly [name: string, tag?: string, times?: number];
  /** In the terminal and the pages: at most 20 characters. */
  readonly title: string;
  readonly style: FieldStyle;
  /** Whether it stands beside a recommendation, not only in the whole list. */
  readonly brief?: true;
  /** Whether a history of years can supply it. */
  readonly historical: boolean;
  /** What hiding an asset from a model does to it: amounts of money change their unit, everything else stays. */
  readonly masking: 'rescaled' | 'kept';
  /** Whether it means the same whatever the price and the year, so that a model may be fitted to it. */
  readonly feature: boolean;
  /** Its value from what was known, or why there is none. */
  readonly read: (reader: FieldReader) => Field;
}

/** A table of fields, by name. Their order is that of the document and of the long prompts. */
export const table = <const Name extends string>(
  fields: Readonly<Record<Name, SnapshotField>>,
): Readonly<Record<Name, SnapshotField>> => fields;

export const PERCENT = '% (1 means 1 %)';
export const RATIO_30D = 'ratio to the mean of the last 30 days (1 means equal)';
/** A change in percent. */
export const CHANGE: FieldStyle = { digits: 2, signed: true, suffix: ' %' };
/** A ratio to a mean. */
export const TIMES: FieldStyle = { digits: 2, suffix: ' x' };

/** `43210.50`, `0.0000123`: fixed digits without separators, significant digits where those would show only zeros. */
export function formatFieldValue(value: number, decimals: number): string {
  const smallest = 10 ** -decimals;
  if (value !== 0 && Math.abs(value) < 10 * smallest) return String(Number(value.toPrecision(3)));
  return value.toFixed(decimals);
}
