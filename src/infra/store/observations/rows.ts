import { z } from 'zod';
import { isNewsValue, observationSchema, type Observation } from '../../../core/observation.js';
import { SERIES, type SeriesName } from '../../../core/series.js';
import { sha256Of } from '../files/sha256.js';

export const OBSERVATION_COLUMNS = [
  'series',
  'symbol',
  'source',
  'observed_at',
  'item',
  'retrieved_at',
  'available_at',
  'value_json',
  'unversioned',
] as const;

const rowSchema = z.object({
  series: z.string(),
  symbol: z.string(),
  source: z.string(),
  observed_at: z.number(),
  item: z.string(),
  retrieved_at: z.number(),
  available_at: z.number(),
  value_json: z.string(),
  unversioned: z.number(),
});
export type ObservationRow = z.infer<typeof rowSchema>;

export const isSeriesName = (name: string): name is SeriesName => Object.hasOwn(SERIES, name);

/** 64 bits are plenty to notice a damaged row; nobody is kept from forging one. */
export const checksumOf = (values: readonly unknown[]): string => sha256Of(JSON.stringify(values)).slice(0, 16);

/** What tells a headline from another of the same moment and source: its words. Empty for values, of which a moment has one. */
const itemOf = ({ value }: Observation): string =>
  typeof value === 'object' && isNewsValue(value) ? sha256Of(`${value.source}\n${value.title}`).slice(0, 16) : '';

export const rowOf = (observation: Observation): ObservationRow => ({
  series: observation.series,
  symbol: observation.symbol,
  source: observation.source,
  observed_at: observation.observed_at,
  item: itemOf(observation),
  retrieved_at: observation.retrieved_at,
  available_at: observation.available_at,
  // Control characters and lone surrogates come out escaped: SQLite keeps them whole.
  value_json: JSON.stringify(observation.value),
  unversioned: observation.unversioned === true ? 1 : 0,
});

/** The values of a row in the order of its columns, the checksum last. */
export function rowValues(row: ObservationRow): (string | number)[] {
  const values = OBSERVATION_COLUMNS.map((column) => row[column]);
  return [...values, checksumOf(values)];
}

const storedSchema = rowSchema.extend({ checksum: z.string() });

/** A stored row as an observation; null where it is not what was written. */
export function observationOf(stored: unknown): Observation | null {
  const parsed = storedSchema.safeParse(stored);
  if (!parsed.success) return null;
  const { checksum, series, symbol, source, observed_at, retrieved_at, available_at, value_json, unversioned } =
    parsed.data;
  if (checksumOf(OBSERVATION_COLUMNS.map((column) => parsed.data[column])) !== checksum) return null;
  if (!isSeriesName(series)) return null;
  const value = observationSchema.shape.value.safeParse(JSON.parse(value_json));
  if (!value.success) return null;
  const row = { series, symbol, value: value.data, observed_at, available_at, source, retrieved_at };
  return { ...row, ...(unversioned === 1 ? { unversioned: true as const } : {}) };
}
