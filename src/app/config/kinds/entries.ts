import { z } from 'zod';
import { base, SettingProblem, textOf, type About, type Setting } from '../setting.js';

export interface EntryKind<T> {
  /** How one entry and several are written, for the sentence that refuses others. */
  readonly expected: string;
  readonly example: string;
  /**
   * One entry, without space around it; null where it is not written so.
   * @throws SettingProblem for what is written so and cannot be
   */
  readonly read: (entry: string) => { readonly name: string; readonly value: T } | null;
}

/** Several named entries in one setting, separated by commas; a name stands once. */
export const entries = <T>(
  about: About,
  { expected: form, example, read }: EntryKind<T>,
): Setting<Readonly<Record<string, T>> | null> => {
  const expected = `${form}, e.g. ${example}`;
  return {
    ...base(about),
    secret: false,
    fallback: null,
    schema: z.string(),
    expected,
    example,
    parse(raw) {
      const table: Record<string, T> = {};
      for (const part of textOf(raw, expected).split(',')) {
        const entry = read(part.trim());
        if (entry === null) throw new SettingProblem(`it must be ${expected}`);
        if (Object.hasOwn(table, entry.name)) throw new SettingProblem(`it names "${entry.name}" twice`);
        table[entry.name] = entry.value;
      }
      return table;
    },
  };
};
