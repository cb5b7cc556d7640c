import { TextDecoder } from 'node:util';

/**
 * Bytes to text. UTF-8 first, and strictly: bytes that happen to be valid multi-byte UTF-8 are hardly ever anything else,
 * whatever the header says. Only where that fails, the charset of `Content-Type`, strictly too. A byte order mark is removed.
 * @throws TypeError where neither fits: the body is damaged, and guessing would put wrong characters into prompts.
 */
export function decodeText(bytes: Buffer, contentType: string | null): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const charset = /charset\s*=\s*"?([\w:.-]+)/i.exec(contentType ?? '')?.[1];
    const decoder = charset === undefined ? undefined : decoderFor(charset);
    if (decoder === undefined || decoder.encoding === 'utf-8') throw error;
    return decoder.decode(bytes);
  }
}

function decoderFor(charset: string): TextDecoder | undefined {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch {
    return undefined;
  }
}
