const CHUNK = 20_000;

/**
 * The JSON of an object in pieces: the long series of a run would make one string longer than the engine allows. The pieces
 * together are what `JSON.stringify` gives.
 */
export function* jsonParts(document: Readonly<Record<string, unknown>>): Generator<string> {
  let before = '{';
  for (const [key, value] of Object.entries(document)) {
    if (value === undefined) continue;
    yield `${before}${JSON.stringify(key)}:`;
    before = ',';
    if (Array.isArray(value) && value.length > CHUNK) yield* arrayParts(value);
    else yield JSON.stringify(value);
  }
  yield before === '{' ? '{}' : '}';
}

function* arrayParts(values: readonly unknown[]): Generator<string> {
  for (let from = 0; from < values.length; from += CHUNK) {
    yield (from === 0 ? '[' : ',') + JSON.stringify(values.slice(from, from + CHUNK)).slice(1, -1);
  }
  yield ']';
}
