import type { z } from 'zod';

const KINDS: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  boolean: 'yes or no',
  string: 'a text',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** What a value has to be, in plain words that go on after "must be": "a number", "at least 1". Null for any other problem. */
export function expectedBy(issue: z.core.$ZodIssue): string | null {
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected] ?? `of type ${issue.expected}`;
    case 'too_small':
      return issue.origin === 'string' ? null : `${issue.inclusive === true ? 'at least' : 'above'} ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string' ? null : `${issue.inclusive === true ? 'at most' : 'below'} ${issue.maximum}`;
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    default:
      return null;
  }
}

/** A value as it was written, shortened for a message. */
export function shownValue(value: unknown): string {
  // JSON has no text for undefined, and none for infinities.
  const text =
    typeof value === 'number' ? String(value) : ((JSON.stringify(value) as string | undefined) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
