import { InputError } from '../../core/errors.js';

/** @throws InputError where it could not name a folder, a file and a class alike */
export function assertStrategyName(name: string): void {
  if (/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name) && name.length <= 40) return;
  throw new InputError(
    'strategy.name',
    `"${name.slice(0, 60)}" cannot name a strategy: use small letters, digits and hyphens, e.g. my-idea.`,
    { where: 'NAME' },
  );
}

/** `my-idea` → `MyIdea`. */
export const classNameOf = (name: string): string =>
  name.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
