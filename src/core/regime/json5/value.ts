/**
 * What JSON5 text holds. An object is a class of its own around a Map, so that a key such as `__proto__` or `constructor`
 * is only a key.
 */
export type Json5Value = null | boolean | number | string | readonly Json5Value[] | Json5Object;

export class Json5Object {
  /** In order of first appearance; of a repeated key the last value, as `JSON.parse` has it. */
  readonly fields = new Map<string, Json5Value>();
  private clashing: Set<string> | null = null;

  /** Keys that were given more than once with different values. */
  get conflicts(): ReadonlySet<string> {
    return this.clashing ?? NONE;
  }

  set(key: string, value: Json5Value): void {
    const earlier = this.fields.get(key);
    if (earlier !== undefined && !sameDocument(earlier, value)) (this.clashing ??= new Set()).add(key);
    this.fields.set(key, value);
  }
}

const NONE: ReadonlySet<string> = new Set();

/** Equal as documents: the order of keys, and the sign of zero, do not matter. */
export function sameDocument(a: Json5Value, b: Json5Value): boolean {
  if (a === b) return true;
  if (typeof a === 'number' && typeof b === 'number') return Number.isNaN(a) && Number.isNaN(b);
  if (a instanceof Json5Object && b instanceof Json5Object) return sameObject(a, b);
  if (isList(a) && isList(b)) return a.length === b.length && a.every((item, i) => sameDocument(item, b[i]!));
  return false;
}

function sameObject(a: Json5Object, b: Json5Object): boolean {
  if (a.fields.size !== b.fields.size) return false;
  for (const [key, value] of b.fields) {
    const other = a.fields.get(key);
    if (other === undefined || !sameDocument(other, value)) return false;
  }
  return true;
}

export const isList = (value: Json5Value | undefined): value is readonly Json5Value[] => Array.isArray(value);
