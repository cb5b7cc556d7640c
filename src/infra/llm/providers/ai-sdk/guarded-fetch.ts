import type { Clock } from '../../../../core/ports/clock.js';
import { LlmError } from '../../errors.js';
import type { FetchLike } from '../../fetch.js';
import { MAX_STREAM_BYTES, tooLarge } from '../../lines.js';
import { failureOf, networkError, type Failure, type Server } from '../../server-call.js';

/** The part of a request body that asks for structure, by vendor. */
const ASKS_FORMAT = /"(response_format|responseSchema|responseMimeType|output_format|output_config|json_schema)"/;
const ABOUT_FORMAT =
  /response_format|json_schema|json_object|json mode|structured output|schema|grammar|output_format/i;

/** Bytes at the end of a stream that are searched for its end marker. */
const TAIL_BYTES = 256;

export interface GuardOptions {
  /** The stream must end with `data: [DONE]`, as all servers of OpenAI's shape send it after a whole answer. */
  readonly needsDone: boolean;
}

/**
 * The `fetch` that the providers of the AI SDK are given. It turns everything that is not a whole, good reply into our own
 * errors before a provider sees it, so that all servers fail in the same words.
 */
export function guardedFetch(server: Server, clock: Clock, options: GuardOptions): FetchLike {
  return async (input, init) => {
    const signal = init?.signal ?? undefined;
    let response: Response;
    try {
      response = await server.fetch(input, init);
    } catch (error) {
      throw networkError(server, error, signal);
    }
    const body = typeof init?.body === 'string' ? init.body : '';
    if (!response.ok)
      throw await failureOf(server, response, clock.now(), (failure) => formatFailure(server, failure, body));
    const { status, headers } = response;
    return new Response(response.body?.pipeThrough(guardStream(server, options)) ?? null, { status, headers });
  };
}

function formatFailure(server: Server, { status, message, kind, details }: Failure, body: string): LlmError | null {
  if (![400, 404, 415, 422, 500, 501].includes(status)) return null;
  if (!ASKS_FORMAT.test(body) || !ABOUT_FORMAT.test(`${kind} ${message}`)) return null;
  return new LlmError('llm.format-unsupported', `${server.id} does not take this answer format: ${message}`, details);
}

function guardStream(server: Server, { needsDone }: GuardOptions): TransformStream<Uint8Array, Uint8Array> {
  let size = 0;
  let tail = '';
  const decoder = new TextDecoder('latin1');
  return new TransformStream({
    transform(chunk, controller) {
      size += chunk.length;
      if (size > MAX_STREAM_BYTES) {
        controller.error(tooLarge(MAX_STREAM_BYTES));
        return;
      }
      tail = (tail + decoder.decode(chunk.subarray(-TAIL_BYTES))).slice(-TAIL_BYTES);
      controller.enqueue(chunk);
    },
    flush(controller) {
      if (needsDone && !/(^|\n)data:\s*\[DONE\]\s*$/.test(tail)) controller.error(broken(server));
    },
  });
}

const broken = (server: Server): LlmError =>
  new LlmError('llm.stream-error', `${server.id} ended its answer in the middle, without [DONE].`, {
    retryable: true,
    remedy: `Look into the log of the server at ${server.baseUrl}.`,
  });
