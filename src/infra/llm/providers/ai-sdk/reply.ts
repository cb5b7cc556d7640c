import type { Clock } from '../../../../core/ports/clock.js';
import { LlmError } from '../../errors.js';
import { MAX_STREAM_BYTES, readLines, tooLarge } from '../../lines.js';
import { emptyReply, errorInReply, isPage, wrongPage, type Server } from '../../server-call.js';
import { chunkOf } from './openai-chunk.js';
import { completionIn, errorIn, isWhole, objectIn, refusalIn, type Json } from './openai-shapes.js';

/** How long the rest of a stream is waited for once the model has said that it is done, ms: counts of tokens come last. */
const AFTER_FINISH_MS = 5_000;

type Piece = { readonly value: Json; readonly framed: boolean } | 'done' | null;

/**
 * The object that a line of a stream holds: after `data:`, or bare, as servers write errors and whole answers. An event may
 * have several `data:` lines: `before` is the beginning that was not JSON yet.
 */
function pieceOf(line: string, before: string): Piece {
  const text = line.trim().replace(/^\uFEFF/, '');
  const framed = text.startsWith('data:');
  const content = before + text.replace(/^data:\s*/, '');
  if (/^\[?DONE\]?$/i.test(content)) return 'done';
  const value = content.startsWith('{') ? objectIn(content) : null;
  return value === null ? null : { value, framed };
}

const dataOf = (line: string): string | null => /^\s*data:\s*(.*)$/.exec(line)?.[1] ?? null;

/**
 * Reads a reply of OpenAI's shape, streamed or whole, and writes it again as OpenAI's own server would stream it. It is over
 * at `[DONE]`, with or without a finish reason, or at the end of the stream or a while after the finish reason.
 * @throws LlmError for a page, an error object, a stream that breaks off and a reply with nothing in it
 */
async function* openAIReply(
  server: Server,
  model: string,
  { relay, hangUp }: Releasable,
  clock: Clock,
): AsyncGenerator<string> {
  const lines = readLines(relay, MAX_STREAM_BYTES);
  const state = { whole: '', begun: '', seen: false, written: false, finished: false, refused: false };
  const chunk = (value: Json): string => {
    const found = chunkOf(value);
    state.refused ||= refusalIn(value);
    for (const choice of found.choices as { finish_reason: string | null; delta: { content: string } }[]) {
      state.written ||= choice.delta.content !== '';
      state.finished ||= choice.finish_reason !== null;
      // A refusal in words of its own ends like any answer.
      if (state.refused && choice.finish_reason === 'stop') choice.finish_reason = 'content_filter';
    }
    return frame(found);
  };
  try {
    for (;;) {
      const next = await (state.finished ? within(lines.next(), clock) : lines.next());
      if (next === 'silence') break;
      if (next.done === true) {
        // ik_llama.cpp and others end after the finish reason without another word.
        if (state.seen && !state.finished) throw broken(server);
        break;
      }
      const line = next.value;
      const framed = dataOf(line) !== null;
      const piece = state.whole === '' || framed ? pieceOf(line, framed ? state.begun : '') : null;
      if (piece === 'done') {
        state.seen = true;
        break;
      }
      if (piece === null) {
        // Event names, comments, beginnings of an event, and the lines of a page or of JSON that is laid out over several.
        if (state.seen && !framed && /^\s*\{/.test(line)) throw broken(server);
        if (framed && (state.begun !== '' || /^\s*data:\s*\{/.test(line))) state.begun += dataOf(line) ?? '';
        else if (!state.seen && !/^\s*(event|id|retry)?:/.test(line)) state.whole += `${line}\n`;
        continue;
      }
      state.begun = '';
      const { value } = piece;
      if (!piece.framed && !Array.isArray(value.choices) && !state.seen) {
        state.whole += `${line}\n`;
        continue;
      }
      const failure = errorIn(value);
      if (failure !== null) throw errorInReply(server, model, JSON.stringify(failure));
      state.seen = true;
      yield chunk(value);
      if (isWhole(value) || (!piece.framed && state.finished)) break;
    }
    if (state.begun !== '') throw broken(server);
    if (!state.seen) yield chunk(wholeReply(server, model, state.whole));
    // vllm-mlx and others leave the reason out where the model ended by itself, and send `[DONE]` alone.
    else if (!state.finished && state.written) yield frame(ENDED);
    yield 'data: [DONE]\n\n';
  } finally {
    hangUp();
    void lines.return(undefined).catch(() => undefined);
  }
}

const ENDED = { choices: [{ index: 0, delta: { content: '' }, finish_reason: 'stop' }] };

const frame = (chunk: Json): string => `data: ${JSON.stringify(chunk)}\n\n`;

function wholeReply(server: Server, model: string, text: string): Json {
  if (text.trim() === '') throw emptyReply(server, model);
  if (isPage(text)) throw wrongPage(server, text);
  const value = completionIn(text);
  const failure = value === null ? null : errorIn(value);
  if (failure !== null) throw errorInReply(server, model, JSON.stringify(failure));
  if (value !== null && isWhole(value)) return value;
  if (value === null && !/^\s*(\[\s*\]|null|true|false|".*"|[\d.]+)\s*$/.test(text))
    throw errorInReply(server, model, text);
  throw new LlmError('llm.bad-response', `${server.id}/${model} answered with JSON that is not a completion.`, {
    failureKind: 'wrong-page',
    remedy: `Check that ${server.baseUrlVariable} points at the right kind of server.`,
  });
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
