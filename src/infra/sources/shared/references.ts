/** Names of U+00A0 … U+00FF in their order (https://html.spec.whatwg.org/multipage/named-characters.html). */
const LATIN_1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';

/** The named references that news feeds use; others stay as they are. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ...Object.entries({
    amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", hellip: '…', mdash: '—', ndash: '–', lsquo: '‘', rsquo: '’', sbquo: '‚',
    ldquo: '“', rdquo: '”', bdquo: '„', lsaquo: '‹', rsaquo: '›', bull: '•', trade: '™', euro: '€', minus: '−', asymp: '≈',
    le: '≤', ge: '≥', ne: '≠', prime: '′', larr: '←', rarr: '→', uarr: '↑', darr: '↓', dagger: '†', permil: '‰',
    ensp: ' ', emsp: ' ', thinsp: ' ', Scaron: 'Š', scaron: 'š', OElig: 'Œ', oelig: 'œ', Yuml: 'Ÿ',
  }), // prettier-ignore
  ...LATIN_1.split(' ').map((name, i) => [name, String.fromCodePoint(0xa0 + i)] as const),
]);

/**
 * Windows-1252 from 0x80 on. Numbers of this range name control characters that nobody means: HTML reads them as this table
 * has them (https://html.spec.whatwg.org/multipage/parsing.html#numeric-character-reference-end-state).
 */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const ofWindows1252 = (code: number): string => WINDOWS_1252[code - 0x80]!;

/** The same for such characters that came as themselves, out of a page that calls itself ISO-8859-1. */
export const withoutC1 = (text: string): string =>
  text.replace(/[\u0080-\u009f]/g, (character) => ofWindows1252(character.charCodeAt(0)));

/** Decodes character references once: `&amp;lt;` becomes `&lt;`. Nothing expands to more than one character. */
export function decodeReferences(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z][a-zA-Z\d]{1,7}));/g,
    (whole, decimal, hex, name) => {
      if (typeof name === 'string') return NAMED.get(name) ?? whole;
      const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
      if (code >= 0x80 && code <= 0x9f) return ofWindows1252(code);
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
    },
  );
}
