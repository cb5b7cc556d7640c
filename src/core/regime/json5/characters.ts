/** Character classes of the JSON5 grammar, https://spec.json5.org/#grammar, by UTF-16 code unit or code point. */

/** White space and line terminators: ECMAScript's, the byte order mark included. */
export function isSpace(code: number): boolean {
  if (code <= 32) return code === 32 || (code >= 9 && code <= 13);
  if (code < 0xa0) return false;
  return (
    code === 0xa0 ||
    code === 0xfeff ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

export const isLineEnd = (code: number): boolean => code === 10 || code === 13 || code === 0x2028 || code === 0x2029;

const LINE_END = /[\n\r\u2028\u2029]/g;

/** Where the line that holds `from` ends: at its line end, or at the end of the text. */
export function lineEnd(text: string, from: number): number {
  LINE_END.lastIndex = from;
  return LINE_END.exec(text)?.index ?? text.length;
}

/** ASCII only: digits of other scripts are not numbers. */
export const isDigit = (code: number): boolean => code >= 48 && code <= 57;

export const isHexDigit = (code: number): boolean =>
  isDigit(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);

const ID_START = /^[\p{ID_Start}$_]$/u;
const ID_PARTS = /[\p{ID_Continue}$\u200c\u200d]+/uy;

export const isIdentifierStart = (codePoint: number): boolean =>
  codePoint >= 0 && ID_START.test(String.fromCodePoint(codePoint));

export const isIdentifierPart = (codePoint: number): boolean => identifierEnd(String.fromCodePoint(codePoint), 0) > 0;

/** Where the run of identifier characters that begins at `from` ends; `from` itself if there is none. */
export function identifierEnd(text: string, from: number): number {
  ID_PARTS.lastIndex = from;
  return ID_PARTS.test(text) ? ID_PARTS.lastIndex : from;
}
