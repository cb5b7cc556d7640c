const asRecord = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;

const parseObject = (text: string): Record<string, unknown> | null => {
  if (!text.trimStart().startsWith('{')) return null;
  try {
    return asRecord(JSON.parse(text));
  } catch {
    return null;
  }
};

export interface ServerError {
  readonly message: string;
  /** `type`, `code` or `status` of the error object, joined: servers disagree about where they put the name. */
  readonly kind: string;
  /** The parameter that the server names as the cause; empty where it names none. */
  readonly param: string;
  /** Where Ollama wants an unknown user to sign in. */
  readonly signinUrl: string | null;
}

const fromValue = (value: unknown, depth: number): Omit<ServerError, 'signinUrl'> | null => {
  if (typeof value === 'string') {
    const inner = depth > 0 ? parseObject(value) : null;
    return (
      (inner === null ? null : fromValue(inner.error ?? inner, depth - 1)) ?? { message: value, kind: '', param: '' }
    );
  }
  const record = asRecord(value);
  if (record === null) return null;
  if (given(record.error) && depth > 0) return fromValue(record.error, depth - 1);
  if (asRecord(record.base_resp) !== null && depth > 0) return fromValue(record.base_resp, depth - 1);
  const [message, ...more] = [...words(record), ...complaints(record.detail), ...complaints(record.errors)];
  if (message === undefined) return null;
  const inner = depth > 0 ? fromValue(message, depth - 1) : null;
  // A gateway says "Provider returned error", and what the provider said stands beside it.
  const raw = asRecord(record.metadata)?.raw;
  const behind = given(raw) && depth > 0 ? fromValue(raw, depth - 1) : null;
  const kind = [record.type, record.code, record.status, record.status_code]
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .join(' ');
  const param = typeof record.param === 'string' ? record.param : '';
  const details = Array.isArray(record.details) ? complaints(record.details) : [];
  return {
    message: [inner?.message ?? message, behind?.message, ...more, ...details].filter(given).join('; '),
    kind: [kind, inner?.kind, behind?.kind].filter((part) => given(part) && part !== '').join(' '),
    param: [inner?.param, behind?.param, param].find((part) => given(part) && part !== '') ?? '',
  };
};

const given = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;

const firstText = (record: Record<string, unknown>, names: readonly string[]): string[] => {
  const text = names.map((name) => record[name]).find((value) => typeof value === 'string' && value !== '');
  return typeof text === 'string' ? [text] : [];
};

const words = (record: Record<string, unknown>): string[] =>
  firstText(record, ['message', 'msg', 'error_msg', 'error_message', 'status_msg', 'error_description']);

/**
 * What is wrong with which field: FastAPI's `detail` (a text, or a list of `{loc: ["body", "max_tokens"], msg}`), lists of
 * `{field, description}`, and texts by field.
 */
function complaints(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value))
    return Object.entries(asRecord(value) ?? {}).flatMap(([field, said]) =>
      [said].flat().flatMap((text: unknown) => (typeof text === 'string' ? [`${field}: ${text}`] : [])),
    );
  return value.flatMap((item: unknown): string[] => {
    if (typeof item === 'string') return [item];
    const record = asRecord(item) ?? {};
    const place = Array.isArray(record.loc)
      ? record.loc.filter((part) => part !== 'body').join('.')
      : firstText(record, ['field', 'param', 'property', 'path']).join('');
    const said = [...words(record), ...firstText(record, ['description', 'reason'])].slice(0, 1);
    if (place === '') return said;
    return [`${place}: ${said[0] ?? 'refused'}`];
  });
}

/**
 * Reads an error body in any of the shapes in use: `{"error":"text"}`, `{"error":{message,type,code}}`, and Ollama's native
 * path, which puts llama-server's whole JSON body as a *string* into `error`, so that it must be unwrapped twice.
 * Anything else (HTML of a proxy) is returned as it is.
 */
export function unwrapError(body: string): ServerError {
  // Gemini's path without SSE wraps its errors in a list.
  const root = parseObject(
    body
      .trimStart()
      .replace(/^\[\s*(?=\{[\s\S]*\}\s*\]\s*$)/, '')
      .replace(/(?<=\})\s*\]\s*$/, ''),
  );
  const found = root === null ? null : fromValue(root, 3);
  const signinUrl = root?.signin_url;
  return {
    message: found?.message ?? body,
    kind: found?.kind ?? '',
    param: found?.param ?? '',
    signinUrl: typeof signinUrl === 'string' ? signinUrl : null,
  };
}
