/** What JSON can hold without loss. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** Objects of numbers, texts and lists of them: what the state of an account is made of. */
type Fields = Record<string, unknown>;

/**
 * A copy that survives JSON to the last bit. JSON writes every finite double so that it reads back the same, but knows no
 * NaN, no infinity and no −0: those become `{ "number": "NaN" }`.
 */
export function toPlain(value: unknown): Plain {
  if (typeof value === 'number') {
    if (Object.is(value, -0)) return { number: '-0' };
    return Number.isFinite(value) ? value : { number: String(value) };
  }
  if (value instanceof Float64Array || value instanceof Int32Array) return Array.from(value, toPlain);
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, toPlain(each)]));
  }
  return value as null | boolean | string;
}

/** What `toPlain` was given, with lists in the place of typed arrays. */
export function fromPlain(value: Plain): unknown {
  if (Array.isArray(value)) return value.map((each: Plain) => fromPlain(each));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as Readonly<Record<string, Plain>>);
  if (entries.length === 1 && entries[0]![0] === 'number' && typeof entries[0]![1] === 'string') {
    return Number(entries[0]![1]);
  }
  return Object.fromEntries(entries.map(([key, each]) => [key, fromPlain(each)]));
}

const isPrimitive = (value: unknown): boolean => ['number', 'boolean', 'string'].includes(typeof value);

/** The fields of an object that are numbers, texts or true and false: all of them, so that a new one is never forgotten. */
export function primitivesOf(object: object): Fields {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => isPrimitive(value)));
}

/** Writes such fields back. @throws TypeError where one is missing or of another type: the state is of another version */
export function assignPrimitives(object: object, fields: Readonly<Fields>): void {
  const target = object as Fields;
  for (const [key, present] of Object.entries(primitivesOf(object))) {
    if (typeof fields[key] !== typeof present) throw new TypeError(`the field ${key} is missing`);
    target[key] = fields[key];
  }
}
