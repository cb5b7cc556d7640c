import { readFileSync } from 'node:fs';

/** The columns of a file of the generator: time (UTC ms), open, high, low, close, volume. */
export function readColumns(file) {
  const bytes = readFileSync(file);
  const values = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);
  const bars = values.length / 6;
  return ['time', 'open', 'high', 'low', 'close', 'volume'].reduce(
    (columns, name, k) => ({ ...columns, [name]: values.subarray(k * bars, (k + 1) * bars) }),
    { bars },
  );
}
