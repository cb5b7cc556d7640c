/** A run of digits as GBNF writes one of them: `[3-7]`, `[4]`. */
const digit = (from: string, to: string): string => (from === to ? `[${from}]` : `[${from}-${to}]`);

/** Numbers of equally many digits, `lo` to `hi`, leading zeros included. */
function sameLength(lo: string, hi: string): string[] {
  const [a, b] = [lo[0]!, hi[0]!];
  if (lo.length === 1) return [digit(a, b)];
  const after = (first: string, tails: readonly string[]): string[] =>
    tails.map((tail) => `${digit(first, first)} ${tail}`);
  const [loTail, hiTail] = [lo.slice(1), hi.slice(1)];
  if (a === b) return after(a, sameLength(loTail, hiTail));
  const [least, most] = ['0'.repeat(loTail.length), '9'.repeat(loTail.length)];
  const [first, last] = [Number(a) + (loTail === least ? 0 : 1), Number(b) - (hiTail === most ? 0 : 1)];
  return [
    ...(loTail === least ? [] : after(a, sameLength(loTail, most))),
    ...(first <= last ? [`${digit(String(first), String(last))}${' [0-9]'.repeat(loTail.length)}`] : []),
    ...(hiTail === most ? [] : after(b, sameLength(least, hiTail))),
  ];
}

/** From `lo` to `hi`, neither negative, without leading zeros. */
function natural(lo: number, hi: number): string[] {
  const out: string[] = [];
  for (let from = lo; from <= hi;) {
    const to = Math.min(hi, Number('9'.repeat(String(from).length)));
    out.push(...sameLength(String(from), String(to)));
    from = to + 1;
  }
  return out;
}

/** Whole numbers between two bounds as a GBNF expression, as llama.cpp's server bounds them (common/json-schema-to-grammar). */
export function integerRange(min: number, max: number): string {
  const negative = min < 0 ? natural(Math.max(1, -max), -min).map((digits) => `"-" ${digits}`) : [];
  const positive = max >= 0 ? natural(Math.max(0, min), max) : [];
  return `(${[...negative, ...positive].join(' | ')})`;
}
