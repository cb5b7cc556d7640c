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
  if (record.error !== undefined && depth > 0) return fromValue(record.error, depth - 1);
  const message = record.message ?? complaints(record.detail) ?? record.msg;
  if (typeof message !== 'string') return null;
  const inner = depth > 0 ? fromValue(message, depth - 1) : null;
  const kind = [record.type, record.code, record.status]
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .join(' ');
  const param = typeof record.param === 'string' ? record.param : '';
  return {
    message: inner?.message ?? message,
    kind: `${kind} ${inner?.kind ?? ''}`.trim(),
    param: inner === null || inner.param === '' ? param : inner.param,
  };
};

/** FastAPI's `detail`: a text, or a list of `{loc: ["body", "max_tokens"], msg}`. */
function complaints(detail: unknown): unknown {
  if (!Array.isArray(detail)) return detail;
  const lines = detail.map((item: unknown) => {
    const record = asRecord(item);
    const place = Array.isArray(record?.loc) ? record.loc.filter((part) => part !== 'body').join('.') : '';
    return `${place}: ${typeof record?.msg === 'string' ? record.msg : 'refused'}`;
  });
  return lines.join('; ');
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
