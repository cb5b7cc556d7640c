import type { Clock } from '../../../../core/ports/clock.js';
import { LlmError } from '../../errors.js';
import { checkedStream } from './reply.js';
import { adaptationFor, adapted, holdsForModel, inWords, type Adaptation, type Body } from './adapt.js';
import type { FetchLike } from '../../fetch.js';
import { failureOf, networkError, type Failure, type Server } from '../../server-call.js';

/** The part of a request body that asks for structure, by vendor. */
const ASKS_FORMAT = /"(response_format|responseSchema|responseMimeType|output_format|output_config|json_schema)"/;
const ABOUT_FORMAT =
  /response_format|json_schema|json_object|json mode|structured output|schema|grammar|output[_ ]format|guided (decoding|generation|json)|['"`](max|min)(items|length|imum)['"`]|additionalproperties/i;

export interface GuardOptions {
  /** The stream must end with `data: [DONE]`, as all servers of OpenAI's shape send it after a whole answer. */
  readonly needsDone: boolean;
}

/**
 * The `fetch` that the providers of the AI SDK are given. It turns everything that is not a whole, good reply into our own
 * errors before a provider sees it, so that all servers fail in the same words.
 */
export function guardedFetch(server: Server, clock: Clock, options: GuardOptions): GuardedFetch {
  /** What each model's server has asked for so far; grows. */
  const learnt = new Map<string, Adaptation[]>();
  const send = async (input: Parameters<FetchLike>[0], init: RequestInit | undefined): Promise<Response> => {
    try {
      return await server.fetch(input, init);
    } catch (error) {
      throw networkError(server, error, init?.signal ?? undefined);
    }
  };
  const fetch: FetchLike = async (input, init) => {
    const asked = bodyOf(init?.body);
    const model = `${typeof asked?.model === 'string' ? asked.model : ''} ${input instanceof Request ? input.url : input.toString()}`;
    const known = learnt.get(model) ?? [];
    learnt.set(model, known);
    const once: Adaptation[] = [];
    for (let tries = 0; ; tries += 1) {
      const body = asked === null ? null : adapted(asked, [...known, ...once]);
      const text = body === null || body === asked ? init?.body : JSON.stringify(body);
      const response = await send(input, text === undefined ? init : { ...init, body: text });
      if (response.ok) return checkedReply(server, response, body, options, clock);
      const changes: Adaptation[] = [];
      const failed = await failureOf(server, response, clock.now(), (failure) => {
        const change = body === null || tries >= MOST_ADAPTATIONS ? null : adaptationFor(failure, body);
        if (change !== null) changes.push(notBack(change, known));
        return formatFailure(server, failure, typeof text === 'string' ? text : '');
      });
      if (changes.length === 0) throw failed;
      for (const change of changes) (holdsForModel(change) ? known : once).push(change);
    }
  };
  const learntOf = (model: string): readonly string[] =>
    [...learnt].filter(([key]) => key.includes(model)).flatMap(([, changes]) => changes.map(inWords));
  return { fetch, learntOf };
}

export interface GuardedFetch {
  readonly fetch: FetchLike;
  /** What the server of a model has asked for by refusing, in words: "without temperature". */
  readonly learntOf: (model: string) => readonly string[];
}

/** Requests sent anew for one call, at most: each takes one refused parameter away. */
const MOST_ADAPTATIONS = 10;

function bodyOf(body: unknown): Body | null {
  if (typeof body !== 'string') return null;
  const value: unknown = JSON.parse(body);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : null;
}

/** Where neither name is taken the parameter is left out: a change back would go on for ever. */
function notBack(change: Adaptation, known: readonly Adaptation[]): Adaptation {
  const back = known.some(
    (earlier) => earlier.type === 'rename' && change.type === 'rename' && earlier.to === change.name,
  );
  return back ? { type: 'leave-out', name: change.name } : change;
}

/** A good status says nothing yet: what comes is looked at before anybody takes it for an answer. */
function checkedReply(
  server: Server,
  response: Response,
  body: Body | null,
  { needsDone }: GuardOptions,
  clock: Clock,
): Response {
  const model = typeof body?.model === 'string' ? body.model : 'the model';
  const headers = { 'content-type': 'text/event-stream' };
  const stream: ReadableStream<Uint8Array> = response.body ?? new ReadableStream({ start: (c) => c.close() });
  return new Response(checkedStream(server, model, stream, needsDone ? clock : null), { status: 200, headers });
}

function formatFailure(server: Server, { status, message, kind, details }: Failure, body: string): LlmError | null {
  if (![400, 404, 415, 422, 500, 501].includes(status)) return null;
  if (/json_validate_failed|failed to (generate|validate) json/i.test(`${kind} ${message}`))
    return new LlmError('llm.bad-response', `${server.id} found no valid JSON in what the model wrote: ${message}`, {
      ...details,
      failureKind: 'bad-json',
    });
  if (!ASKS_FORMAT.test(body) || !ABOUT_FORMAT.test(`${kind} ${message}`)) return null;
  return new LlmError('llm.format-unsupported', `${server.id} does not take this answer format: ${message}`, details);
}
