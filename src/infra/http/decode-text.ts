import { TextDecoder } from 'node:util';

/** How far into a document its own declaration of a charset is looked for, bytes. */
const DECLARATION_BYTES = 1_024;

/**
 * Bytes to text, strictly. What the bytes themselves say comes first: a byte order mark, UTF-16 without one, valid UTF-8
 * (bytes that happen to be valid multi-byte UTF-8 are hardly ever anything else, whatever a header says). Only then the
 * charset of `Content-Type`, and after it the one of an XML declaration (https://www.w3.org/TR/xml/#charencoding). A byte
 * order mark is removed.
 * @throws TypeError where nothing fits: the body is damaged, and guessing would put wrong characters into prompts.
 */
export function decodeText(bytes: Buffer, contentType: string | null): string {
  const wide = utf16Of(bytes);
  if (wide !== null) return new TextDecoder(wide, { fatal: true }).decode(bytes);
  // An escape character means ISO-2022-JP, which is ASCII by its bytes alone.
  const declared = bytes.includes(0x1b) ? declaredDecoder(bytes, contentType) : undefined;
  if (declared !== undefined) return declared.decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const decoder = declaredDecoder(bytes, contentType);
    if (decoder === undefined) throw error;
    return decoder.decode(bytes);
  }
}

/** UTF-16 by its mark, or by the zero in every other byte of its first two characters. */
function utf16Of(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null;
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return 'utf-16le';
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return 'utf-16be';
  return null;
}

function declaredDecoder(bytes: Buffer, contentType: string | null): TextDecoder | undefined {
  const start = bytes.subarray(0, DECLARATION_BYTES).toString('latin1');
  const names = [
    /charset\s*=\s*["']?([\w:.-]+)/i.exec(contentType ?? '')?.[1],
    /^[^<]*<\?xml[^>]*?\sencoding\s*=\s*["']([\w:.-]+)["']/i.exec(start)?.[1],
  ];
  // UTF-8 and UTF-16 have been looked for in the bytes themselves.
  return names.map(decoderFor).find((decoder) => decoder !== undefined && !decoder.encoding.startsWith('utf-'));
}

function decoderFor(charset: string | undefined): TextDecoder | undefined {
  if (charset === undefined) return undefined;
  try {
    return new TextDecoder(charset.replace(/^(?:win|cp|windows)-?(125\d)$/i, 'windows-$1'), { fatal: true });
  } catch {
    return undefined;
  }
}
