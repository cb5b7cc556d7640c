import type { z } from 'zod';
import { InputError } from '../../core/errors.js';
import { expectedBy, shownValue } from '../expected.js';
import { fieldHint } from './hints.js';
import { fieldsAt } from './schema.js';
import type { Path, YamlSource } from './yaml-source.js';

type Issue = z.core.$ZodIssue;

/** The problems of a failed check, made with `reportInput`, as errors with line and column. */
export function errorsOf(issues: readonly Issue[], source: YamlSource): InputError[] {
  return issues.flatMap((each) => {
    const { issue, path } = deepest(each, []);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) =>
        source.keyError(path, key, `there is no "${key}" here${fieldHint(key, fieldsAt(path))}`),
      );
    }
    return [source.error(path, issue.input === undefined ? 'is missing' : problemOf(issue))];
  });
}

/** The one error, or one that says all of them, a line each. */
export function together(errors: readonly InputError[]): InputError {
  const [first] = errors;
  if (errors.length === 1) return first!;
  const texts = [...new Set(errors.map(({ message }) => message))];
  return new InputError(first!.code, texts.join('\n'), first!.where === undefined ? {} : { where: first!.where });
}

/** Of the alternatives of a union, the one that was meant: the only one with no problem of shape. */
function deepest(issue: Issue, base: Path): { readonly issue: Issue; readonly path: Path } {
  const path = [...base, ...(issue.path as Path)];
  if (issue.code !== 'invalid_union') return { issue, path };
  const meant = issue.errors.filter((each) => each.length === 1 && !isShape(each[0]!));
  return meant.length === 1 ? deepest(meant[0]![0]!, path) : { issue, path };
}

/** Another kind of value altogether. */
const isShape = (issue: Issue): boolean => issue.path.length === 0 && issue.code === 'invalid_type';

/** The schema's own words, or plain ones where it has none. */
const BY_THE_LIBRARY = /^(?:Invalid (?:input|option)|Too (?:small|big)):/;

function problemOf(issue: Issue): string {
  const expected = BY_THE_LIBRARY.test(issue.message) ? expectedBy(issue) : null;
  if (expected === null) return lower(issue.message);
  // A list is too long or too short by the number of its entries.
  const entries = 'origin' in issue && issue.origin === 'array';
  return entries ? `must have ${expected} in the list` : `is ${shownValue(issue.input)}: it must be ${expected}`;
}

const lower = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1);
