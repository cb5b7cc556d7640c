/** Types of Thrift's compact protocol, as far as a Parquet file needs them. */
const TYPE = { true: 1, false: 2, i32: 5, i64: 6, binary: 8, list: 9, struct: 12 } as const;

export type ThriftValue =
  | { readonly i32: number }
  | { readonly i64: number }
  | { readonly text: string }
  | { readonly bool: boolean }
  | { readonly struct: ThriftStruct }
  | { readonly structs: readonly ThriftStruct[] }
  | { readonly i32s: readonly number[] }
  | { readonly texts: readonly string[] };

/** Fields by their number in the definition, in ascending order. */
export type ThriftStruct = readonly (readonly [id: number, value: ThriftValue])[];

/** A struct in Thrift's compact protocol (github.com/apache/thrift, doc/specs/thrift-compact-protocol.md). */
export function encodeThrift(struct: ThriftStruct): Uint8Array {
  const bytes: number[] = [];
  writeStruct(bytes, struct);
  return Uint8Array.from(bytes);
}

function writeStruct(bytes: number[], struct: ThriftStruct): void {
  let last = 0;
  for (const [id, value] of struct) {
    bytes.push(((id - last) << 4) | typeOf(value));
    last = id;
    writeValue(bytes, value);
  }
  bytes.push(0);
}

function typeOf(value: ThriftValue): number {
  if ('i32' in value) return TYPE.i32;
  if ('i64' in value) return TYPE.i64;
  if ('text' in value) return TYPE.binary;
  if ('bool' in value) return value.bool ? TYPE.true : TYPE.false;
  return 'struct' in value ? TYPE.struct : TYPE.list;
}

function writeValue(bytes: number[], value: ThriftValue): void {
  if ('i32' in value) writeVarint(bytes, zigzag(value.i32));
  else if ('i64' in value) writeVarint(bytes, zigzag(value.i64));
  else if ('text' in value) writeText(bytes, value.text);
  else if ('struct' in value) writeStruct(bytes, value.struct);
  else if ('structs' in value) writeList(bytes, value.structs, TYPE.struct, writeStruct);
  else if ('i32s' in value) writeList(bytes, value.i32s, TYPE.i32, (into, each) => writeVarint(into, zigzag(each)));
  else if ('texts' in value) writeList(bytes, value.texts, TYPE.binary, writeText);
}

function writeList<T>(
  bytes: number[],
  values: readonly T[],
  type: number,
  write: (bytes: number[], value: T) => void,
): void {
  if (values.length < 15) bytes.push((values.length << 4) | type);
  else {
    bytes.push(0xf0 | type);
    writeVarint(bytes, values.length);
  }
  for (const value of values) write(bytes, value);
}

function writeText(bytes: number[], text: string): void {
  const encoded = new TextEncoder().encode(text);
  writeVarint(bytes, encoded.length);
  for (const byte of encoded) bytes.push(byte);
}

/** Small numbers of either sign as small numbers. @param value a whole number of at most 2⁵² */
export const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

/** Seven bits a byte, the lowest first. @param value whole, 0 … 2⁵³ */
export function writeVarint(bytes: number[], value: number): void {
  putVarint(bytes, bytes.length, value);
}

/** The same at a place of bytes that are there. @returns where it ends */
export function putVarint(bytes: number[] | Uint8Array, from: number, value: number): number {
  let at = from;
  let rest = value;
  while (rest >= 0x80) {
    bytes[at++] = (rest % 0x80) | 0x80;
    rest = Math.floor(rest / 0x80);
  }
  bytes[at++] = rest;
  return at;
}
