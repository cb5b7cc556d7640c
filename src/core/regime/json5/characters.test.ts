import { describe, expect, it } from 'vitest';
import { isHexDigit, isIdentifierPart, isIdentifierStart, isLineEnd, isSpace } from './characters.js';

/** Code units up to 0xffff for which it holds. */
const codesOf = (holds: (code: number) => boolean): number[] =>
  Array.from({ length: 0x1_0000 }, (_, code) => code).filter(holds);
const textOf = (code: number): string => String.fromCharCode(code);

describe('classes of characters', () => {
  it('space is what ECMAScript trims', () => {
    expect(codesOf(isSpace)).toEqual(codesOf((code) => textOf(code).trim() === ''));
  });

  it('lines end where ECMAScript has them end', () => {
    expect(codesOf(isLineEnd)).toEqual([10, 13, 0x2028, 0x2029]);
  });

  it('hexadecimal digits are those of ASCII', () => {
    expect(codesOf(isHexDigit).map(textOf).join('')).toBe('0123456789ABCDEFabcdef');
  });

  it('identifiers begin and go on as those of ECMAScript', () => {
    const isSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdfff;
    const isName = (text: string): boolean => /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(text);
    expect(codesOf(isIdentifierStart)).toEqual(codesOf((code) => !isSurrogate(code) && isName(textOf(code))));
    expect(codesOf(isIdentifierPart)).toEqual(codesOf((code) => !isSurrogate(code) && isName(`a${textOf(code)}`)));
    expect(isIdentifierStart(-1)).toBe(false);
    expect(isIdentifierStart(0x1_d4d0)).toBe(true);
  });
});
