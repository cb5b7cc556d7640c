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
  /** Where Ollama wants an unknown user to sign in. */
  readonly signinUrl: string | null;
}

const fromValue = (value: unknown, depth: number): Omit<ServerError, 'signinUrl'> | null => {
  if (typeof value === 'string') {
    const inner = depth > 0 ? parseObject(value) : null;
    return (inner === null ? null : fromValue(inner.error ?? inner, depth - 1)) ?? { message: value, kind: '' };
  }
  const record = asRecord(value);
  if (record === null) return null;
  if (record.error !== undefined && depth > 0) return fromValue(record.error, depth - 1);
  const message = record.message ?? record.detail;
  if (typeof message !== 'string') return null;
  const inner = depth > 0 ? fromValue(message, depth - 1) : null;
  const kind = [record.type, record.code, record.status]
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .join(' ');
  return { message: inner?.message ?? message, kind: `${kind} ${inner?.kind ?? ''}`.trim() };
};

/**
 * Reads an error body in any of the shapes in use: `{"error":"text"}`, `{"error":{message,type,code}}`, and Ollama's native
 * path, which puts llama-server's whole JSON body as a *string* into `error`, so that it must be unwrapped twice.
 * Anything else (HTML of a proxy) is returned as it is.
 */
export function unwrapError(body: string): ServerError {
  const root = parseObject(body);
  const found = root === null ? null : fromValue(root, 3);
  const signinUrl = root?.signin_url;
  return {
    message: found?.message ?? body,
    kind: found?.kind ?? '',
    signinUrl: typeof signinUrl === 'string' ? signinUrl : null,
  };
}
