import type { Failure } from '../../server-call.js';
import { roomFor, says } from './said-limit.js';
import { hasSystem, joinSystem } from './join-system.js';

/** A change of a request body that its server asked for by refusing what was sent. */
export type Adaptation =
  | { readonly type: 'leave-out'; readonly name: string }
  | { readonly type: 'rename'; readonly name: string; readonly to: string }
  | { readonly type: 'set'; readonly name: string; readonly value: string | number | boolean }
  /** The instructions stand before the question, in one message. */
  | { readonly type: 'join-system'; readonly name: 'system' };

export type Body = Readonly<Record<string, unknown>>;

/** What a request is made of: without it there is no question. Formats have a ladder of their own. */
const ESSENTIAL: ReadonlySet<string> = new Set([
  ...[
    'model',
    'messages',
    'system',
    'contents',
    'systemInstruction',
    'response_format',
    'output_format',
    'output_config',
  ],
  ...['responseMimeType', 'responseSchema', 'responseJsonSchema', 'tools', 'tool_choice'],
]);
/** Where Gemini keeps its parameters. */
const NESTED = 'generationConfig';
const LIMITS = ['max_tokens', 'max_completion_tokens', 'maxOutputTokens'] as const;
const ABOUT_STREAMING =
  /\bstream(ing)?\b(?!_)[^.]{0,60}(not|un|only|must|disabled|verif|permission|allow|support)|(not|un|cannot|verified)[^.]{0,60}\bstream(ing)?\b(?!_)/i;

/** Other words for a parameter, where servers do not call it by its name. */
const OTHER_WORDS: Readonly<Record<string, RegExp>> = {
  temperature: /\b(temp|sampling)\b/i,
  reasoning_effort: /\b(reasoning|thinking|effort)\b/i,
  thinkingConfig: /\b(thinking|budget)\b/i,
  chat_template_kwargs: /\b(thinking|enable_thinking|chat template)\b/i,
  stream_options: /\binclude_usage\b/i,
};
const SYSTEM_REFUSED =
  /system[_ ]?(role|message|prompt|instruction)s?[^.]{0,40}(not|un)[ -]?(supported|enabled|allowed)|(not|n't) support[^.]{0,20}\bsystem\b|developer instruction is not enabled|roles must alternate/i;

/**
 * What to change after an HTTP 400, 403 or 422 that names a parameter of the body: the form the server asks for where it
 * names one, else the request without that parameter. Null where the words concern nothing that could be changed.
 */
export function adaptationFor(failure: Failure, body: Body): Adaptation | null {
  const { status, message, param, kind } = failure;
  const aboutStreaming = param === 'stream' || message.startsWith('stream: ') || ABOUT_STREAMING.test(message);
  if (body.stream === true && aboutStreaming && [400, 403, 404, 405, 422, 501].includes(status))
    return { type: 'set', name: 'stream', value: false };
  // A chat template that knows no system message fails in the server, which says so with 500.
  if (SYSTEM_REFUSED.test(message) && hasSystem(body) && [400, 422, 500].includes(status))
    return { type: 'join-system', name: 'system' };
  if (status !== 400 && status !== 422) return null;
  const text = `${kind} ${message}`;
  const flat = { ...body, ...nestedIn(body) };
  return answerTokens(text, param, flat) ?? otherParameter(text, param, flat);
}

function nestedIn(body: Body): Body | null {
  const nested = body[NESTED];
  return typeof nested === 'object' && nested !== null ? (nested as Body) : null;
}

function answerTokens(text: string, param: string, body: Body): Adaptation | null {
  const sent = LIMITS.find((name) => typeof body[name] === 'number');
  if (sent === undefined) return null;
  const other = sent === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
  const fits = roomFor(text, Number(body[sent]), sent);
  if (fits !== null) return { type: 'set', name: sent, value: fits };
  if (sent === 'maxOutputTokens') return null;
  if (!says(text, sent) && !param.endsWith(sent) && !says(text, other)) return null;
  if (/context/i.test(text) && /length|window|size/i.test(text)) return null;
  return { type: 'rename', name: sent, to: other };
}

function otherParameter(text: string, param: string, body: Body): Adaptation | null {
  const names = Object.keys(body).filter(
    (name) =>
      !ESSENTIAL.has(name) && name !== 'stream' && name !== NESTED && !LIMITS.includes(name as (typeof LIMITS)[number]),
  );
  const top = param.split(/[.[]/)[0] ?? '';
  const named = names.includes(top) ? top : names.find((candidate) => says(text, candidate));
  const name = named ?? names.find((candidate) => OTHER_WORDS[candidate]?.test(text) === true);
  if (name === undefined) return null;
  if (name === 'reasoning_effort' && (body[name] === 'none' || body[name] === 'minimal')) {
    // Thinking was to be as little as possible: the least that this model knows.
    const known = ['minimal', 'low'].find(
      (effort) => effort !== body[name] && new RegExp(`['"\`]${effort}['"\`]`).test(text),
    );
    if (known !== undefined && body[name] === 'none') return { type: 'set', name, value: known };
  }
  return { type: 'leave-out', name };
}

const apply = (body: Body, adaptation: Adaptation): Body => {
  if (adaptation.type === 'join-system') return joinSystem(body);
  const nested = nestedIn(body);
  if (nested !== null && adaptation.name in nested) return { ...body, [NESTED]: apply(nested, adaptation) };
  if (!(adaptation.name in body)) return body;
  const { [adaptation.name]: value, ...rest } = body;
  switch (adaptation.type) {
    case 'leave-out':
      return rest;
    case 'rename':
      return { ...rest, [adaptation.to]: value };
    case 'set': {
      // A limit only ever lowers what is asked for.
      const { value: wanted } = adaptation;
      const set = typeof wanted === 'number' && typeof value === 'number' ? Math.min(value, wanted) : wanted;
      const changed = { ...rest, [adaptation.name]: set };
      return adaptation.name === 'stream' ? without(changed, 'stream_options') : changed;
    }
  }
};

const without = (body: Body, name: string): Body =>
  Object.fromEntries(Object.entries(body).filter(([key]) => key !== name));

export const adapted = (body: Body, adaptations: readonly Adaptation[]): Body => adaptations.reduce(apply, body);

/** Whether it holds for the model, not only for a prompt of this length. */
export const holdsForModel = (adaptation: Adaptation): boolean =>
  adaptation.type !== 'set' || typeof adaptation.value !== 'number';

/** A change for people: "without temperature", "max_completion_tokens instead of max_tokens", "stream false". */
export function inWords(adaptation: Adaptation): string {
  switch (adaptation.type) {
    case 'leave-out':
      return `without ${adaptation.name}`;
    case 'rename':
      return `${adaptation.to} instead of ${adaptation.name}`;
    case 'set':
      return `${adaptation.name} ${adaptation.value}`;
    case 'join-system':
      return 'instructions and question in one message';
  }
}
