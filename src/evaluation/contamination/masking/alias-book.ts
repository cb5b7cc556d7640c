/**
 * The words that stand for masked names within one snapshot: the first coin found is `coin A`, the next
 * `coin B`. In the order in which they are found, so that nothing of the name is left in its alias.
 */
export class AliasBook {
  readonly #byThing = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  /** @param thing what is named, whichever of its names stood there */
  aliasOf(kind: string, thing: string): string {
    const key = `${kind}\n${thing}`;
    const known = this.#byThing.get(key);
    if (known !== undefined) return known;
    const count = this.#counts.get(kind) ?? 0;
    this.#counts.set(kind, count + 1);
    const alias = `${kind} ${letters(count)}`;
    this.#byThing.set(key, alias);
    return alias;
  }
}

/** A … Z, AA, AB …: letters, since numbers in a text are masked by their size. */
function letters(count: number): string {
  const last = String.fromCharCode(65 + (count % 26));
  return count < 26 ? last : letters(Math.floor(count / 26) - 1) + last;
}
