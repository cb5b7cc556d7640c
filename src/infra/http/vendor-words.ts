/** Where vendors put what they have to say, the most telling first. */
const WORDS = ['message', 'error_description', 'error_message', 'errorMessage', 'msg', 'detail', 'description', 'reason', 'info', 'note', 'error', 'errors', 'title', 'fault', 'Error Message', 'Information', 'Note'] as const; // prettier-ignore
/** Keys by which a reply says that it is an error, beside those that only errors have. */
const MARKS = ['error', 'errors', 'fault', 'error_code', 'error_message', 'errorMessage', 'Error Message'] as const;
/** Parts of a reply that speak about it. */
const ENVELOPES = ['metadata', 'meta', 'status', 'response'] as const;
const FAILED = /^(?:api_?)?(?:error|fail|failed|failure|denied|unauthori[sz]ed|forbidden)$/i;
/** Longest words that are shown, characters. */
const MAX_CHARS = 200;

/**
 * What a vendor says in an error that came as a success: HTTP 200 with `{"error": "plan expired"}`, `{"status": "api_error",
 * "info": …}`, `{"code": -1003, "msg": …}`. Null where the reply does not look like an error: a reply of a new shape is no
 * refusal.
 */
export function vendorWords(reply: unknown): string | null {
  if (!isRecord(reply)) return null;
  const inner = ENVELOPES.map((key) => reply[key]).find(
    (part) => isRecord(part) && MARKS.some((key) => isTelling(part[key])),
  );
  if (inner !== undefined) return wordsOf(inner, 0)?.slice(0, MAX_CHARS) ?? null;
  const status = reply.status ?? reply.result ?? reply.response;
  const isError =
    MARKS.some((key) => isTelling(reply[key])) ||
    reply.success === false ||
    reply.ok === false ||
    (typeof status === 'string' && FAILED.test(status.trim())) ||
    ((typeof reply.code === 'number' || typeof reply.code === 'string') && wordsOf(reply, 0) !== null) ||
    Object.keys(reply).every((key) => (WORDS as readonly string[]).includes(key));
  const words = isError ? wordsOf(reply, 0) : null;
  return words === null ? null : words.slice(0, MAX_CHARS);
}

function wordsOf(value: unknown, depth: number): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
  if (depth > 3 || typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return wordsOf(value[0], depth + 1);
  const record = value as Readonly<Record<string, unknown>>;
  for (const key of WORDS) {
    const words = Object.hasOwn(record, key) ? wordsOf(record[key], depth + 1) : null;
    if (words !== null) return words;
  }
  return null;
}

const isTelling = (value: unknown): boolean =>
  value !== undefined &&
  value !== null &&
  value !== false &&
  value !== '' &&
  value !== 0 &&
  !(Array.isArray(value) && value.length === 0);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
