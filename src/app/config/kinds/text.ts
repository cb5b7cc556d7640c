import { z } from 'zod';
import { base, SettingProblem, textOf, type About, type Setting } from '../setting.js';

export function choice<const T extends string>(about: About, values: readonly T[], fallback: T): Setting<T> {
  const expected = `one of ${values.join(', ')}`;
  return {
    ...base(about),
    secret: false,
    fallback,
    schema: z.enum(values),
    expected,
    example: fallback,
    parse(raw) {
      const found = values.find((value) => value === textOf(raw, expected).trim());
      if (found === undefined) throw new SettingProblem(`it must be ${expected}`);
      return found;
    },
  };
}

export interface TextRule {
  readonly pattern: RegExp;
  readonly expected: string;
  readonly example: string;
}

function readText(raw: unknown, rule: TextRule): string {
  const text = textOf(raw, rule.expected).trim();
  if (!rule.pattern.test(text)) throw new SettingProblem(`it must be ${rule.expected}`);
  return text;
}

export function text(about: About, rule: TextRule & { readonly fallback: string }): Setting<string> {
  return {
    ...base(about),
    secret: false,
    fallback: rule.fallback,
    schema: z.string().regex(rule.pattern),
    expected: rule.expected,
    example: rule.example,
    parse: (raw) => readText(raw, rule),
  };
}

export function optionalText(about: About, rule: TextRule): Setting<string | null> {
  return {
    ...base(about),
    secret: false,
    fallback: null,
    schema: z.string().regex(rule.pattern),
    expected: rule.expected,
    example: rule.example,
    parse: (raw) => readText(raw, rule),
  };
}
