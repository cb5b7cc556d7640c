import type { z } from 'zod';

/** Why a value was refused: the second half of the sentence "horizon_hours is 0: …". */
export class SettingProblem extends Error {
  override readonly name = 'SettingProblem';
}

export interface ParseContext {
  /** Relative paths are resolved against it. */
  readonly cwd: string;
}

/** One row of the table of settings: everything that loading, showing and documenting it needs. */
export interface Setting<T> {
  readonly kind: 'setting';
  /** Name of the environment variable. */
  readonly env: string;
  /** Long option of the command line, where there is one. */
  readonly flag: string | null;
  /** One or two sentences for a person: meaning, unit, trap. */
  readonly about: string;
  readonly secret: boolean;
  /** Whether null, once loaded, means switched off: `off` in the file. */
  readonly canBeOff: boolean;
  /** The default, in the form the file takes; null means off or not set. */
  readonly fallback: string | number | null;
  /** What the document form (yaml) may hold; the JSON Schema comes from it. */
  readonly schema: z.ZodType;
  /** What is expected, as the end of a sentence: "a number above 0". */
  readonly expected: string;
  /** A value to show in templates where the default is null. */
  readonly example: string;
  /** @throws SettingProblem saying what is wrong */
  parse(raw: unknown, context: ParseContext): T;
}

export interface About {
  readonly env: string;
  readonly about: string;
  readonly flag?: string;
}

/** The text of a scalar from any source. */
export function textOf(raw: unknown, expected: string): string {
  if (typeof raw === 'string') return raw;
  if (typeof raw === 'number' || typeof raw === 'boolean') return String(raw);
  throw new SettingProblem(`it must be ${expected}`);
}

export const base = (about: About): Pick<Setting<unknown>, 'kind' | 'env' | 'flag' | 'about' | 'canBeOff'> => ({
  kind: 'setting',
  env: about.env,
  flag: about.flag ?? null,
  about: about.about,
  canBeOff: false,
});

/** A heading in the file and in `config show`, and the settings below it. */
export interface SettingGroup {
  readonly kind: 'group';
  readonly about: string;
  readonly items: Readonly<Record<string, Setting<unknown> | SettingGroup>>;
}

/** Keeps the type of each item, from which the type of the configuration follows. */
export const group = <const T extends SettingGroup['items']>(
  about: string,
  items: T,
): { readonly kind: 'group'; readonly about: string; readonly items: T } => ({ kind: 'group', about, items });
