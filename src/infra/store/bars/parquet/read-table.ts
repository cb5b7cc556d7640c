import { stat } from 'node:fs/promises';
import { asyncBufferFromFile, parquetMetadataAsync, parquetRead, parquetSchema, type FileMetaData } from 'hyparquet';
import { InputError, messageOf } from '../../../../core/errors.js';
import { given } from '../../../../core/given.js';
import { epochUnit, parseTimestamp, withFraction } from '../csv/timestamp.js';

type ColumnKind = 'time' | 'number' | 'optional' | 'text';

export interface ParquetTable {
  readonly rows: number;
  readonly metadata: Readonly<Record<string, string>>;
  /** Top-level columns by name. */
  readonly names: readonly string[];
  /** Columns of stamps that say neither zone nor UTC. */
  readonly withoutZone: ReadonlySet<string>;
  /**
   * Columns as numbers; times as UTC ms, a text as what `code` makes of it.
   * @param ignored rows of which no value is looked at
   * @throws InputError for a value that is missing (NaN in an `optional` column) or no number
   */
  readonly read: (
    wanted: readonly {
      readonly name: string;
      readonly kind: ColumnKind;
      readonly time?: (text: string) => number;
      readonly code?: (text: string) => number;
    }[],
    ignored?: (row: number) => boolean,
  ) => Promise<Float64Array[]>;
}

/** Opens a Parquet file of any writer and compression. @throws InputError for any other file */
export async function openParquet(path: string): Promise<ParquetTable> {
  const broken = (error: unknown) =>
    new InputError('parquet.broken', `${path} cannot be read as Parquet: ${messageOf(error)}.`, {
      where: path,
      remedy: 'check that the download or the program that wrote it finished',
      cause: error,
    });
  try {
    if (!(await stat(path)).isFile()) throw new Error('it is not a regular file');
    const file = await asyncBufferFromFile(path);
    const written = await parquetMetadataAsync(file);
    const scales = decimalScales(written.schema);
    // The library multiplies decimals by a rounded power of ten: an ulp off. Raw, they are turned into the nearest double here.
    const metadata = { ...written, schema: written.schema.map((element) => withoutDecimal(element)) };
    const rows = Number(metadata.num_rows);
    const grouped = metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
    if (rows !== grouped) throw new Error(`it says that it has ${rows} rows, and its parts have ${grouped}`);
    return {
      rows,
      metadata: Object.fromEntries((metadata.key_value_metadata ?? []).map(({ key, value }) => [key, value ?? ''])),
      names: parquetSchema(metadata).children.map(({ element }) => element.name),
      withoutZone: new Set(metadata.schema.filter((element) => isWithoutZone(element)).map(({ name }) => name)),
      async read(wanted, ignored = () => false) {
        const columns = new Map(
          wanted.map(({ name, kind, time = timeOfText, code = Number }) => [
            name,
            {
              convert: converter(kind, { time, code, scale: scales.get(name) }),
              kind,
              values: new Float64Array(rows).fill(NaN),
            },
          ]),
        );
        // Zstandard and brotli come in a package of their own, which most files do not need.
        const codecs = metadata.row_groups.flatMap((group) => group.columns.map((column) => column.meta_data?.codec));
        const plain = codecs.every((codec) => codec === 'SNAPPY' || codec === 'UNCOMPRESSED');
        const compressors = plain ? undefined : (await import('hyparquet-compressors')).compressors;
        // Errors thrown in onChunk are lost as unhandled rejections, so the first wrong value is kept and thrown after.
        const wrong: { readonly row: number; readonly name: string; readonly value: unknown }[] = [];
        await parquetRead({
          file,
          metadata,
          columns: [...columns.keys()],
          // Decimals of any length are bytes, and bytes are text only where the schema says so.
          utf8: scales.size === 0,
          ...given({ compressors }),
          parsers: {
            timestampFromMilliseconds: Number,
            timestampFromMicroseconds: microsToMs,
            timestampFromNanoseconds: nanosToMs,
          },
          onChunk({ columnName, columnData, rowStart }) {
            const column = columns.get(columnName);
            if (column === undefined) return;
            for (let i = 0; i < columnData.length; i++) {
              const value = column.convert(columnData[i]);
              const isWrong =
                Number.isNaN(value) && column.kind !== 'optional' && column.kind !== 'text' && !ignored(rowStart + i);
              if (isWrong && wrong.length === 0) {
                wrong.push({ row: rowStart + i + 1, name: columnName, value: columnData[i] });
              }
              column.values[rowStart + i] = value;
            }
          },
        }).catch((error: unknown) => {
          throw broken(error);
        });
        if (wrong[0] !== undefined) throw wrongValue(path, wrong[0]);
        return [...columns.values()].map(({ values }) => values);
      },
    };
  } catch (error) {
    throw error instanceof InputError ? error : broken(error);
  }
}

function wrongValue(path: string, { row, name, value }: { row: number; name: string; value: unknown }): InputError {
  const shown = JSON.stringify(String(value)).slice(0, 42);
  return new InputError('parquet.value', `${path}, row ${row}, column "${name}": ${shown} is missing or no number.`, {
    where: `${path}:${row}:${name}`,
  });
}

const microsToMs = (micros: bigint): number => withFraction(Number(micros / 1000n), Number(micros % 1000n) / 1000);
const nanosToMs = (nanos: bigint): number => withFraction(Number(nanos / 1_000_000n), Number(nanos % 1_000_000n) / 1e6);

type SchemaElement = FileMetaData['schema'][number];

function converter(
  kind: ColumnKind,
  how: { time: (text: string) => number; code: (text: string) => number; scale: number | undefined },
): (value: unknown) => number {
  if (kind === 'time') return timeOf(how.time);
  return kind === 'text' ? (value) => (typeof value === 'string' ? how.code(value) : NaN) : numberOf(how.scale);
}

const isDecimal = ({ converted_type, logical_type }: SchemaElement): boolean =>
  converted_type === 'DECIMAL' || logical_type?.type === 'DECIMAL';

const decimalScales = (schema: readonly SchemaElement[]): Map<string, number> =>
  new Map(
    schema
      .filter((element) => isDecimal(element))
      .map(({ name, scale, logical_type }) => [
        name,
        scale ?? (logical_type?.type === 'DECIMAL' ? logical_type.scale : 0),
      ]),
  );

function withoutDecimal(element: SchemaElement): SchemaElement {
  if (!isDecimal(element)) return element;
  const raw = { ...element };
  delete raw.converted_type;
  delete raw.logical_type;
  return raw;
}

const isWithoutZone = ({ logical_type }: SchemaElement): boolean =>
  logical_type?.type === 'TIMESTAMP' && !logical_type.isAdjustedToUTC;

/** A whole number with `scale` decimals, as the nearest double. */
function decimalOf(value: unknown, scale: number): number {
  let whole: bigint;
  if (value instanceof Uint8Array) {
    if (value.length === 0) return NaN;
    whole = BigInt.asIntN(value.length * 8, BigInt(`0x${Buffer.from(value).toString('hex')}`));
  } else if (typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))) whole = BigInt(value);
  else return NaN;
  return Number(`${whole}e-${scale}`);
}

/** NaN for anything that is not a number; a null is missing, never 0. */
const numberOf =
  (scale: number | undefined) =>
  (value: unknown): number => {
    if (scale !== undefined) return decimalOf(value, scale);
    if (typeof value === 'number') return Number.isFinite(value) ? value : NaN;
    if (typeof value === 'bigint') return Number(value);
    return typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
  };

const timeOfText = (text: string): number => {
  const stamp = parseTimestamp(text, null, 0);
  return 'ms' in stamp ? stamp.ms : NaN;
};

/** Timestamps come as UTC ms already; plain integers are told by magnitude, as in CSV. */
const timeOf =
  (read: (text: string) => number) =>
  (value: unknown): number => {
    if (value instanceof Date) return value.getTime();
    if (typeof value === 'number' && epochUnit(value) === 'ms') return value;
    if (typeof value === 'string') return read(value);
    return typeof value === 'bigint' || typeof value === 'number' ? timeOfText(String(value)) : NaN;
  };
