/**
 * Characters that a reader does not see but a program or a model does. Written as fixed ranges, not as Unicode classes
 * such as `\p{Cf}`, whose content grows with each version of the engine: the same text must come out the same everywhere.
 * Which they are: https://www.unicode.org/reports/tr36/ and the property Default_Ignorable_Code_Point.
 */
const RANGES: readonly (readonly [from: number, to: number, what: string])[] = [
  [0x00, 0x08, 'controls'],
  [0x0e, 0x1f, 'controls'],
  [0x7f, 0x84, 'controls'],
  [0x86, 0x9f, 'controls'],
  [0xad, 0xad, 'soft hyphen'],
  [0x34f, 0x34f, 'combining grapheme joiner'],
  [0x600, 0x605, 'Arabic number signs'],
  [0x61c, 0x61c, 'Arabic letter mark'],
  [0x6dd, 0x6dd, 'Arabic end of ayah'],
  [0x70f, 0x70f, 'Syriac abbreviation mark'],
  [0x890, 0x891, 'Arabic pound marks'],
  [0x8e2, 0x8e2, 'Arabic disputed end of ayah'],
  [0x115f, 0x1160, 'Hangul fillers'],
  [0x17b4, 0x17b5, 'Khmer inherent vowels'],
  [0x180b, 0x180f, 'Mongolian variation selectors'],
  [0x200b, 0x200f, 'zero-width and direction marks'],
  [0x202a, 0x202e, 'direction overrides'],
  [0x2060, 0x206f, 'invisible operators, direction isolates'],
  [0x2800, 0x2800, 'empty Braille pattern'],
  [0x3164, 0x3164, 'Hangul filler'],
  [0xe000, 0xf8ff, 'private use'],
  [0xfe00, 0xfe0f, 'variation selectors'],
  [0xfeff, 0xfeff, 'byte order mark'],
  [0xffa0, 0xffa0, 'Hangul filler'],
  [0xfff0, 0xfffb, 'interlinear annotations'],
  [0x110bd, 0x110bd, 'Kaithi number sign'],
  [0x110cd, 0x110cd, 'Kaithi number sign'],
  [0x13430, 0x1343f, 'Egyptian format controls'],
  [0x1bca0, 0x1bca3, 'shorthand format controls'],
  [0x1d173, 0x1d17a, 'musical format controls'],
  [0xe0000, 0xe0fff, 'tags, variation selectors'],
  [0xf0000, 0x10ffff, 'private use'],
];

const escaped = (codePoint: number): string => `\\u{${codePoint.toString(16)}}`;
const PATTERN = `[${RANGES.map(([from, to]) => `${escaped(from)}-${escaped(to)}`).join('')}]`;

/** One character that nobody sees. White space is not among them. */
export const invisibleCharacters = (): RegExp => new RegExp(PATTERN, 'gu');
