import { LlmError } from './errors.js';

/** Longest answer taken from any server, bytes, thinking and framing included: ten times what the parser reads. */
export const MAX_STREAM_BYTES = 10 * 1024 * 1024;

/** Cuts a stream of bytes into lines as they come. Blank lines are left out; a last line without an end is passed on. */
export async function* readLines(
  body: ReadableStream<Uint8Array>,
  maxBytes = MAX_STREAM_BYTES,
): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      size += value?.length ?? 0;
      if (size > maxBytes) throw tooLarge(maxBytes);
      const pieces = (rest + decoder.decode(value, { stream: !done })).split(/[\r\n]/);
      rest = done ? '' : (pieces.pop() ?? '');
      for (const piece of pieces) if (piece.trim() !== '') yield piece;
      if (done) return;
    }
  } finally {
    // Closes the connection when the caller leaves early: that frees the slot of the server.
    void reader.cancel().catch(() => undefined);
  }
}

export const tooLarge = (maxBytes: number): LlmError =>
  new LlmError('llm.too-large', `The model sent more than ${maxBytes} bytes in one answer, so it was cut off.`, {
    remedy: 'Lower the answer token limit, or choose another model.',
  });
