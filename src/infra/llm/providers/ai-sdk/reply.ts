import type { Clock } from '../../../../core/ports/clock.js';
import { LlmError } from '../../errors.js';
import { MAX_STREAM_BYTES, readLines, tooLarge } from '../../lines.js';
import { emptyReply, errorInReply, isPage, wrongPage, type Server } from '../../server-call.js';
import { chunkOf } from './openai-chunk.js';

type Json = Record<string, unknown>;

/** How long the rest of a stream is waited for once the model has said that it is done, ms: counts of tokens come last. */
const AFTER_FINISH_MS = 5_000;

const objectIn = (text: string): Json | null => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
  } catch {
    return null;
  }
};

/** The object that a line of a stream holds: after `data:`, or bare, as servers write errors and whole answers. */
function valueOf(line: string): Json | 'done' | null {
  const text = line.trim().replace(/^\uFEFF?data:\s*/, '');
  if (text === '[DONE]') return 'done';
  return text.startsWith('{') ? objectIn(text) : null;
}

const errorOf = (value: Json): unknown =>
  value.error ?? (value.object === 'error' || value.type === 'error' ? (value.message ?? value) : undefined);

/**
 * Reads a reply of OpenAI's shape, streamed or whole, and writes it again as OpenAI's own server would stream it. It is over
 * at `[DONE]`, or a while after the finish reason, whether or not the connection stays open.
 * @throws LlmError for a page, an error object, a stream that breaks off and a reply with nothing in it
 */
async function* openAIReply(
  server: Server,
  model: string,
  { relay, hangUp }: Releasable,
  clock: Clock,
): AsyncGenerator<string> {
  const lines = readLines(relay, MAX_STREAM_BYTES);
  let whole = '';
  let seen = false;
  let finished = false;
  try {
    for (;;) {
      const next = await (finished ? within(lines.next(), clock) : lines.next());
      if (next === 'silence') break;
      if (next.done === true) {
        if (seen) throw broken(server);
        break;
      }
      const value = whole === '' || /^\s*data:/.test(next.value) ? valueOf(next.value) : null;
      if (value === 'done') {
        seen = true;
        break;
      }
      if (value === null) {
        // Event names, comments, and the lines of a page or of JSON that is laid out over several.
        if (seen && /^\s*(data:\s*)?\{/.test(next.value)) throw broken(server);
        if (!seen && !/^\s*(event|id|retry)?:/.test(next.value)) whole += `${next.value}\n`;
        continue;
      }
      if (errorOf(value) !== undefined && errorOf(value) !== null)
        throw errorInReply(server, model, JSON.stringify(value));
      seen = true;
      const chunk = chunkOf(value);
      const [choice] = chunk.choices as Json[];
      if (typeof choice?.finish_reason === 'string') finished = true;
      yield frame(chunk);
      if (isWhole(value)) break;
    }
    if (!seen) yield frame(wholeReply(server, model, whole));
    yield 'data: [DONE]\n\n';
  } finally {
    hangUp();
    void lines.return(undefined).catch(() => undefined);
  }
}

const frame = (chunk: Json): string => `data: ${JSON.stringify(chunk)}\n\n`;

const isWhole = (value: Json): boolean =>
  Array.isArray(value.choices) &&
  value.choices.some((c: unknown) => typeof c === 'object' && c !== null && 'message' in c);

function wholeReply(server: Server, model: string, text: string): Json {
  if (text.trim() === '') throw emptyReply(server, model);
  if (isPage(text)) throw wrongPage(server, text);
  const value = objectIn(text);
  if (value !== null && isWhole(value)) return chunkOf(value);
  if (value !== null && errorOf(value) === undefined)
    throw new LlmError('llm.bad-response', `${server.id}/${model} answered with JSON that is no completion.`, {
      failureKind: 'wrong-page',
      remedy: `Check that ${server.baseUrlVariable} points at the right kind of server.`,
    });
  throw errorInReply(server, model, text);
}

async function within<T>(next: Promise<T>, clock: Clock): Promise<T | 'silence'> {
  const timer = new AbortController();
  try {
    return await Promise.race([
      next,
      clock.sleep(AFTER_FINISH_MS, timer.signal).then(
        () => 'silence' as const,
        () => 'silence' as const,
      ),
    ]);
  } finally {
    timer.abort();
    next.catch(() => undefined);
  }
}

const broken = (server: Server): LlmError =>
  new LlmError('llm.stream-error', `${server.id} ended its answer in the middle, without [DONE].`, {
    retryable: true,
    remedy: `Look into the log of the server at ${server.baseUrl}.`,
  });

interface Releasable {
  readonly relay: ReadableStream<Uint8Array>;
  readonly hangUp: () => void;
}

/** A stream that can be given up while a read of it is waiting: that closes the connection. */
function releasable(body: ReadableStream<Uint8Array>): Releasable {
  const reader = body.getReader();
  const hangUp = (): void => void reader.cancel().catch(() => undefined);
  const relay = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: hangUp,
  });
  return { relay, hangUp };
}

/**
 * The reply of another vendor, as it is: its own package reads the stream. Only a page, an error object and nothing at all are
 * told apart before. A whole answer of Gemini's is one event of its stream.
 */
async function* vendorReply(server: Server, model: string, { relay, hangUp }: Releasable): AsyncGenerator<string> {
  const reader = relay.getReader();
  const decoder = new TextDecoder();
  let head = '';
  let passing = false;
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      size += value?.length ?? 0;
      if (size > MAX_STREAM_BYTES) throw tooLarge(MAX_STREAM_BYTES);
      const text = decoder.decode(value, { stream: !done });
      if (passing) yield text;
      else head += text;
      const first = head.trimStart()[0];
      if (!passing && first !== undefined && !'<{['.includes(first)) {
        passing = true;
        yield head;
      }
      if (!done) continue;
      if (!passing) yield wholeVendorReply(server, model, head);
      return;
    }
  } finally {
    hangUp();
  }
}

function wholeVendorReply(server: Server, model: string, text: string): string {
  if (text.trim() === '') throw emptyReply(server, model);
  if (isPage(text)) throw wrongPage(server, text);
  const value = objectIn(text);
  if (value !== null && 'candidates' in value) return frame(value);
  throw errorInReply(server, model, text);
}

/**
 * The body of a reply with HTTP 200 as the packages of the vendors expect it; a failure is the stream's error. Whoever stops
 * reading closes the connection.
 * @param clock for a server of OpenAI's shape; null leaves the stream to the vendor's own package
 */
export function checkedStream(
  server: Server,
  model: string,
  body: ReadableStream<Uint8Array>,
  clock: Clock | null,
): ReadableStream<Uint8Array> {
  const held = releasable(body);
  const pieces = clock === null ? vendorReply(server, model, held) : openAIReply(server, model, held, clock);
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      try {
        const next = await pieces.next();
        if (next.done === true) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      } catch (error) {
        controller.error(error);
      }
    },
    cancel() {
      held.hangUp();
    },
  });
}
