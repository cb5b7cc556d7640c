import { given } from '../../core/given.js';

/** How deep fields are followed; deeper is of no use in a log and may be a cycle. */
const DEEPEST = 6;

/** Any value as plain data: errors with name, code, message, stack and cause, which JSON would otherwise drop. */
export function plainData(value: unknown, depth = 0): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return '…';
  if (value instanceof Error) return plainError(value, depth);
  if (value instanceof Date) return Number.isFinite(value.getTime()) ? value.toISOString() : 'Invalid Date';
  if (value instanceof URL) return value.href;
  if (Array.isArray(value)) return value.map((item) => plainData(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainData(item, depth + 1)]));
}

function plainError(error: Error, depth: number): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  return {
    name,
    ...('code' in error ? { code: plainData(error.code, depth + 1) } : {}),
    message,
    ...given({ stack, cause: cause === undefined ? undefined : plainData(cause, depth + 1) }),
    ...(error instanceof AggregateError ? { errors: plainData(error.errors, depth + 1) } : {}),
  };
}
