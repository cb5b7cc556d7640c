import { decimalOfCell, type Decimal, type DecimalMark, type DecimalProblem } from '../decimal.js';

/** How a file writes numbers that are not plain: which mark parts the decimals; every other mark groups digits. */
export interface NumberStyle {
  readonly decimal: DecimalMark;
}

const SPACES = /[\s\u00a0\u2007\u2009\u202f\ufffd'’]/g;
const CURRENCY = /^([+-]?)[$€£¥₽₿]|[$€£¥₽₿]$/g;
const SUFFIX: Readonly<Record<string, number>> = { k: 3, m: 6, b: 9, t: 12 };
const BODY = /^[+-]?\d[\d.,]*$/;

interface Stripped {
  /** Digits and marks. */
  readonly body: string;
  /** Power of ten of a suffix such as K, 0 without. */
  readonly power: number;
}

function strip(text: string): Stripped | null {
  const bare = text.replace(SPACES, '').replace(CURRENCY, '$1');
  const power = SUFFIX[bare.at(-1)?.toLowerCase() ?? ''] ?? 0;
  const body = power === 0 ? bare : bare.slice(0, -1);
  return BODY.test(body) ? { body, power } : null;
}

/** Which decimal mark a number proves, or null where it could be read either way. */
function proof({ body }: Stripped): DecimalMark | null {
  const [dots, commas] = [body.split('.').length - 1, body.split(',').length - 1];
  if (dots > 0 && commas > 0) return body.lastIndexOf('.') > body.lastIndexOf(',') ? '.' : ',';
  if (dots > 1) return ',';
  if (commas > 1) return '.';
  if (dots + commas === 0) return null;
  const [whole, places] = body.replace(/^[+-]/, '').split(/[.,]/) as [string, string];
  const isGroup = places.length === 3 && whole.length <= 3 && !whole.startsWith('0');
  return isGroup ? null : dots > 0 ? '.' : ',';
}

/**
 * Whether dots may part thousands as well as decimals: `41.814` beside `215`, and none that is longer without a dot. Where all numbers have
 * three places, they are decimals.
 */
export function mayBeGroups(texts: readonly string[]): boolean {
  const given = texts.filter((text) => text !== '' && Number(text) !== 0);
  const isShort = (text: string): boolean => /^\d{1,3}$/.test(text);
  return (
    given.some(isShort) &&
    given.some((text) => text.includes('.')) &&
    given.every((text) => isShort(text) || /^[1-9]\d{0,2}\.\d{3}$/.test(text))
  );
}

/**
 * The style of a file's numbers: grouped digits (`41,814.2`, `41.814,2`, `41 814,2`), thousands as `16.52K`, a currency sign.
 * @returns `plain` where the quick path reads them, the text that stays ambiguous where none says what its comma is, null where
 * they are not numbers
 */
export function numberStyle(
  texts: readonly string[],
  isComma: boolean,
): NumberStyle | 'plain' | { unclear: string } | null {
  const marks = isComma ? '.' : '.,';
  if (!isComma && mayBeGroups(texts)) return { unclear: texts.find((text) => text.includes('.'))! };
  if (texts.every((text) => 'value' in decimalOfCell(text, marks) || isMissing(text))) return 'plain';
  let decimal: DecimalMark | null = null;
  let unclear: string | null = null;
  for (const text of texts) {
    if (isMissing(text)) continue;
    const stripped = strip(text);
    if (stripped === null) {
      // Exponents are plain numbers among grouped ones.
      if (!('value' in decimalOfCell(text, '.,'))) return null;
      continue;
    }
    const proved = proof(stripped);
    if (proved === null) {
      if (stripped.body.includes(',')) unclear ??= text;
    } else if (decimal === null) decimal = proved;
    else if (decimal !== proved) return null;
  }
  if (decimal === null && unclear !== null) return { unclear };
  return { decimal: decimal ?? '.' };
}

export const isMissing = (text: string): boolean => {
  const read = decimalOfCell(text, '.,');
  return 'reason' in read && read.reason === 'missing';
};

/** Reads one number of a file of this style. */
export function parseStyled(text: string, { decimal }: NumberStyle): Decimal | DecimalProblem {
  const plain = decimalOfCell(text, decimal);
  const stripped = strip(text);
  if (stripped === null) return plain;
  const group = decimal === '.' ? ',' : '.';
  const { body, power } = stripped;
  const [whole = '', ...places] = body.split(decimal);
  const grouped = new RegExp(`^[+-]?\\d{1,3}(?:\\${group}\\d{3})+$`);
  const isWhole = grouped.test(whole) || /^[+-]?\d+$/.test(whole);
  if (!isWhole || places.length > 1 || !/^\d*$/.test(places[0] ?? '')) {
    const expected = `a number with "${decimal}" before its decimals, as in the rest of the file`;
    return { reason: 'number', expected };
  }
  const digits = `${whole.replaceAll(group, '')}.${places[0] ?? ''}`;
  return { value: Number(`${digits}e${power}`), mark: places.length > 0 ? decimal : null };
}
