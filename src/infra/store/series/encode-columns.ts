import { deltaPack } from './delta-pack.js';
import { packDecimals } from './decimals.js';
import { encodeThrift, type ThriftStruct } from './thrift.js';

/** One column of a table. `time` is whole UTC ms, `integer` fits 32 bits, a missing `number` is NaN. */
export type PackedColumn =
  | { readonly name: string; readonly kind: 'time' | 'integer' | 'number' | 'price'; readonly values: Float64Array }
  | { readonly name: string; readonly kind: 'text'; readonly values: readonly string[] };

const MAGIC = Uint8Array.from([0x50, 0x41, 0x52, 0x31]);
const PHYSICAL = { INT32: 1, INT64: 2, DOUBLE: 5, BYTE_ARRAY: 6 } as const;
const CONVERTED = { UTF8: 0, DECIMAL: 5, TIMESTAMP_MILLIS: 9 } as const;
const ENCODING = { PLAIN: 0, RLE: 3, DELTA_BINARY_PACKED: 5 } as const;
const REQUIRED = 0;
const UNCOMPRESSED = 0;
const DATA_PAGE = 0;
const DIGITS = 18;

interface Encoded {
  readonly name: string;
  readonly type: number;
  readonly encoding: number;
  readonly bytes: Uint8Array;
  /** Fields of the schema that say how the type is read. */
  readonly meaning: ThriftStruct;
}

/**
 * Columns as a Parquet file of one row group, in pieces, for long series: a column costs a copy, not a call for each value.
 * Times are deltas; `price` columns whose values are decimals of few places are DECIMAL(18, places), exactly those values in a
 * quarter of the room, else plain doubles as `number` is. Nothing is compressed: doubles of an account hardly shrink, and
 * every reader opens it. By github.com/apache/parquet-format.
 */
export function encodeColumns(
  columns: readonly PackedColumn[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array[] {
  const rows = columns[0]?.values.length ?? 0;
  const pieces: Uint8Array[] = [MAGIC];
  const chunks: ThriftStruct[] = [];
  const encoded = columns.map(encode);
  let offset = MAGIC.length;
  for (const column of encoded) {
    const header = encodeThrift([
      [1, { i32: DATA_PAGE }],
      [2, { i32: column.bytes.length }],
      [3, { i32: column.bytes.length }],
      [5, { struct: pageOf(rows, column.encoding) }],
    ]);
    const size = header.length + column.bytes.length;
    chunks.push(chunkOf(column, rows, offset, size));
    pieces.push(header, column.bytes);
    offset += size;
  }
  const footer = encodeThrift([
    [1, { i32: 1 }],
    [2, { structs: [rootOf(columns.length), ...encoded.map(schemaOf)] }],
    [3, { i64: rows }],
    [4, { structs: rows === 0 ? [] : [groupOf(chunks, rows, offset - MAGIC.length)] }],
    [
      5,
      {
        structs: Object.entries(metadata).map(([key, value]) => [
          [1, { text: key }],
          [2, { text: value }],
        ]),
      },
    ],
    [6, { text: 'llm-trading-system' }],
  ]);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, footer.length, true);
  return [...(rows === 0 ? [MAGIC] : pieces), footer, length, MAGIC];
}

function encode(column: PackedColumn): Encoded {
  const { name } = column;
  switch (column.kind) {
    case 'text':
      return {
        name,
        type: PHYSICAL.BYTE_ARRAY,
        encoding: ENCODING.PLAIN,
        bytes: textBytes(column.values),
        meaning: [[6, { i32: CONVERTED.UTF8 }]],
      };
    case 'time':
      return {
        name,
        type: PHYSICAL.INT64,
        ...wholeBytes(column.values),
        meaning: [
          [6, { i32: CONVERTED.TIMESTAMP_MILLIS }],
          [
            10,
            {
              struct: [
                [
                  8,
                  {
                    struct: [
                      [1, { bool: true }],
                      [2, { struct: [[1, { struct: [] }]] }],
                    ],
                  },
                ],
              ],
            },
          ],
        ],
      };
    case 'integer':
      return {
        name,
        type: PHYSICAL.INT32,
        encoding: ENCODING.PLAIN,
        bytes: littleEndian(Int32Array.from(column.values)),
        meaning: [],
      };
    case 'number':
      return doubles(name, column.values);
    case 'price':
      return decimals(name, column.values) ?? doubles(name, column.values);
  }
}

const doubles = (name: string, values: Float64Array): Encoded => ({
  name,
  type: PHYSICAL.DOUBLE,
  encoding: ENCODING.PLAIN,
  bytes: littleEndian(values),
  meaning: [],
});

function decimals(name: string, values: Float64Array): Encoded | null {
  const found = packDecimals(values);
  if (found === null) return null;
  const { places, bytes } = found;
  return {
    name,
    type: PHYSICAL.INT64,
    encoding: ENCODING.DELTA_BINARY_PACKED,
    bytes,
    meaning: [
      [6, { i32: CONVERTED.DECIMAL }],
      [7, { i32: places }],
      [8, { i32: DIGITS }],
      [
        10,
        {
          struct: [
            [
              5,
              {
                struct: [
                  [1, { i32: places }],
                  [2, { i32: DIGITS }],
                ],
              },
            ],
          ],
        },
      ],
    ],
  };
}

function wholeBytes(values: Float64Array): Pick<Encoded, 'encoding' | 'bytes'> {
  const packed = deltaPack(values.length, (from, whole) => {
    whole.set(values.subarray(from, from + whole.length));
    return true;
  });
  if (packed instanceof Uint8Array) return { encoding: ENCODING.DELTA_BINARY_PACKED, bytes: packed };
  return { encoding: ENCODING.PLAIN, bytes: littleEndian(BigInt64Array.from(values, BigInt)) };
}

/** Each text behind its length in four bytes. Texts of a table repeat themselves: each is encoded once. */
function textBytes(values: readonly string[]): Uint8Array {
  const known = new Map<string, Uint8Array>();
  const pieces = values.map((value) => {
    const piece = known.get(value) ?? behindLength(value);
    known.set(value, piece);
    return piece;
  });
  return Buffer.concat(pieces);
}

function behindLength(value: string): Uint8Array {
  const bytes = Buffer.from(`\0\0\0\0${value}`);
  bytes.writeUInt32LE(bytes.length - 4);
  return bytes;
}

/** The bytes of numbers, the lowest first, as the format wants them on every machine. */
function littleEndian(values: Float64Array | Int32Array | BigInt64Array): Uint8Array {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  if (new Uint8Array(Uint16Array.of(1).buffer)[0] === 1) return bytes;
  const turned = Buffer.from(bytes);
  return values.BYTES_PER_ELEMENT === 8 ? turned.swap64() : turned.swap32();
}

const pageOf = (rows: number, encoding: number): ThriftStruct => [
  [1, { i32: rows }],
  [2, { i32: encoding }],
  [3, { i32: ENCODING.RLE }],
  [4, { i32: ENCODING.RLE }],
];

const rootOf = (children: number): ThriftStruct => [
  [4, { text: 'root' }],
  [5, { i32: children }],
];

const schemaOf = ({ name, type, meaning }: Encoded): ThriftStruct => [
  [1, { i32: type }],
  [3, { i32: REQUIRED }],
  [4, { text: name }],
  ...meaning,
];

const chunkOf = ({ name, type, encoding }: Encoded, rows: number, offset: number, size: number): ThriftStruct => [
  [2, { i64: offset }],
  [
    3,
    {
      struct: [
        [1, { i32: type }],
        [2, { i32s: [encoding, ENCODING.RLE] }],
        [3, { texts: [name] }],
        [4, { i32: UNCOMPRESSED }],
        [5, { i64: rows }],
        [6, { i64: size }],
        [7, { i64: size }],
        [9, { i64: offset }],
      ],
    },
  ],
];

const groupOf = (chunks: readonly ThriftStruct[], rows: number, size: number): ThriftStruct => [
  [1, { structs: chunks }],
  [2, { i64: size }],
  [3, { i64: rows }],
];
