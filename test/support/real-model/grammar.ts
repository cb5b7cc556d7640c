import { integerRange } from './integer-range.js';

type Schema = Readonly<Record<string, unknown>>;

/** What the server says 400 to, as llama.cpp's does. */
export class SchemaError extends Error {}

/** Rules that every grammar may use. White space is bounded, or a small model writes nothing else. */
const SHARED = [
  'space ::= | " " | "\\n"{1,2} [ \\t]{0,20}',
  'char ::= [^"\\\\\\x7F\\x00-\\x1F] | [\\\\] (["\\\\bfnrt] | "u" [0-9a-fA-F]{4})',
  'integral ::= [0] | [1-9] [0-9]{0,15}',
  'number ::= ("-"? integral) ("." [0-9]{1,16})? ([eE] [-+]? [0-9]{1,15})?',
  'value ::= object | array | string | number | ("true" | "false" | "null")',
  'string ::= "\\"" char* "\\""',
  'array ::= "[" space (value space ("," space value space)*)? "]"',
  'object ::= "{" space (string space ":" space value space ("," space string space ":" space value space)*)? "}"',
];

/** JSON Schema, or any object for `null`, as a GBNF grammar: the keywords that llama.cpp turns into one, and with its limits. */
export function grammarFor(schema: Schema | null): string {
  return [`root ::= ${schema === null ? 'object' : expression(schema)}`, ...SHARED].join('\n');
}

const KEYWORDS = new Set(
  'type properties required additionalProperties items minItems maxItems minLength maxLength enum const anyOf minimum maximum exclusiveMinimum exclusiveMaximum description title'.split(
    ' ',
  ),
);

function expression(schema: Schema): string {
  const unknown = Object.keys(schema).find((keyword) => !KEYWORDS.has(keyword));
  if (unknown !== undefined) throw new SchemaError(`JSON schema conversion failed: unrecognized keyword "${unknown}"`);
  if (Array.isArray(schema.anyOf)) return `(${(schema.anyOf as Schema[]).map(expression).join(' | ')})`;
  if ('const' in schema) return literal(schema.const);
  if (Array.isArray(schema.enum)) return `(${schema.enum.map(literal).join(' | ')})`;
  switch (schema.type) {
    case 'object':
      return objectOf(schema);
    case 'array':
      return arrayOf(schema);
    case 'string':
      return `"\\"" char${times(schema.minLength, schema.maxLength)} "\\""`;
    case 'integer':
      return integerRange(limit(schema.minimum, -999_999), limit(schema.maximum, 999_999));
    case 'number': // Bounds of decimals are not enforced.
      return 'number';
    case 'boolean':
      return '("true" | "false")';
    case 'null':
      return '"null"';
    default:
      throw new SchemaError(`JSON schema conversion failed: unrecognized schema ${JSON.stringify(schema)}`);
  }
}

/** Every property, in the order of the schema. */
function objectOf(schema: Schema): string {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
  if (properties.length === 0) return 'object';
  const pairs = properties.map(([name, value]) => `${literal(name)} space ":" space ${expression(value)} space`);
  return `"{" space ${pairs.join(' "," space ')} "}"`;
}

function arrayOf({ items, minItems, maxItems }: Schema): string {
  const item = `${expression(items as Schema)} space`;
  const most = limit(maxItems, Infinity);
  if (most === 0) return '"[" space "]"';
  const least = limit(minItems, 0);
  const more = times(Math.max(0, least - 1), most === Infinity ? undefined : most - 1);
  const some = `${item} ("," space ${item})${more}`;
  return `"[" space ${least === 0 ? `(${some})?` : some} "]"`;
}

const limit = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);

const times = (least: unknown, most: unknown): string =>
  typeof most === 'number' ? `{${limit(least, 0)},${most}}` : limit(least, 0) === 0 ? '*' : `{${limit(least, 0)},}`;

const literal = (value: unknown): string => `"${JSON.stringify(value).replace(/[\\"]/g, '\\$&')}"`;
