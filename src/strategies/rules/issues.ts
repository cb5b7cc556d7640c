import type { z } from 'zod';
import type { InputError } from '../../core/errors.js';
import type { Path, YamlSource } from './yaml-source.js';

type Issue = z.core.$ZodIssue;

/** The first problem of a failed check, made with `reportInput`, as an error with line and column. */
export function errorOf(issues: readonly Issue[], source: YamlSource): InputError {
  const { issue, path } = deepest(issues[0]!, []);
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]!;
    return source.keyError(path, key, `there is no "${key}" here`);
  }
  return source.error(path, issue.input === undefined ? 'is missing' : lower(issue.message));
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

const lower = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1);
