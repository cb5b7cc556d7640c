import { given } from '../../../core/given.js';
/** Columns of a file as they were written: numbers as doubles, times as UTC ms, texts as texts. */
export type ReadColumns = ReadonlyMap<string, Float64Array | readonly string[]>;

/**
 * Every column of a file that `encodeColumns` made, to the last bit.
 * @throws whatever is wrong with the file
 */
export async function readColumns(path: string): Promise<ReadColumns> {
  // Loaded where a run is read back: writing one needs none of it.
  const { asyncBufferFromFile, parquetMetadataAsync, parquetRead } = await import('hyparquet');
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  const rows = Number(metadata.num_rows);
  const [, ...elements] = metadata.schema;
  // Decimals are read as the whole numbers that they are stored as: a product with 0.01 is not always the value that is meant.
  const schema = metadata.schema.map((element) => {
    if (element.converted_type !== 'DECIMAL') return element;
    const { name, type, repetition_type } = element;
    return { name, ...given({ type, repetition_type }) };
  });
  const columns = new Map<string, Float64Array | string[]>();
  for (const { name, type, converted_type: converted, scale } of elements) {
    columns.set(name, type === 'BYTE_ARRAY' ? [] : new Float64Array(rows));
    const into = columns.get(name)!;
    const factor = converted === 'DECIMAL' ? 10 ** (scale ?? 0) : 1;
    if (rows === 0) continue;
    await parquetRead({
      file,
      metadata: { ...metadata, schema },
      columns: [name],
      onChunk: ({ columnData, rowStart }) => {
        const values = columnData as ArrayLike<unknown>;
        for (let i = 0; i < values.length; i++) {
          if (into instanceof Float64Array) into[rowStart + i] = Number(values[i]) / factor;
          else into[rowStart + i] = String(values[i]);
        }
      },
    });
  }
  return columns;
}
