/** An object of JSON. */
export type Json = Record<string, unknown>;

const asJson = (value: unknown): Json | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;

const choicesOf = (value: Json): Json[] =>
  Array.isArray(value.choices) ? value.choices.map(asJson).filter((choice) => choice !== null) : [];

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}

export const objectIn = (text: string): Json | null => asJson(parsed(text));

/** A whole completion, as servers answer that do not stream; a text completion has no message. */
export const isWhole = (value: Json): boolean =>
  choicesOf(value).some((choice) => 'message' in choice || ('text' in choice && 'finish_reason' in choice));

/** The one object of a reply that is JSON; gateways wrap the completion into a list, `data` or `result`. */
export function completionIn(text: string): Json | null {
  const value = parsed(text);
  const object = asJson(Array.isArray(value) && value.length === 1 ? value[0] : value);
  if (object === null) return null;
  const inner = [object.data, object.result, object.response]
    .map(asJson)
    .find((part) => part !== null && isWhole(part));
  return inner ?? object;
}

/** Names under which gateways put an error where a completion should be. */
const ERROR_NAMES = ['errors', 'detail', 'message', 'msg', 'error_msg', 'error_message'] as const;

const saysSomething = (value: unknown): boolean =>
  (typeof value === 'string' && value !== '') || (Array.isArray(value) && value.length > 0);

/** What of a reply is an error: an error object of its own or of the choice, or words where a completion should be; else null. */
export function errorIn(value: Json): unknown {
  const own =
    value.error ??
    choicesOf(value)
      .map((choice) => choice.error)
      .find((error) => asJson(error) !== null);
  if (own !== undefined && own !== null && own !== false && own !== '') return { error: own };
  if (value.object === 'error' || value.type === 'error') return value;
  const base = asJson(value.base_resp);
  if (typeof base?.status_code === 'number' && base.status_code !== 0) return value;
  if (choicesOf(value).length > 0) return null;
  return ERROR_NAMES.some((name) => saysSomething(value[name])) ? value : null;
}

/** Whether a chunk says in words of its own that the model will not answer. */
export const refusalIn = (value: Json): boolean =>
  choicesOf(value).some((choice) => saysSomething((asJson(choice.delta) ?? asJson(choice.message))?.refusal));
