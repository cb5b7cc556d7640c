import { resolve } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../../core/errors.js';
import { parseSymbol } from '../../../core/symbol.js';
import { base, SettingProblem, textOf, type About, type Setting } from '../setting.js';

export function tradingSymbol(about: About, fallback: string): Setting<string> {
  const expected = 'a pair against a USD currency, e.g. BTCUSDT or ETHUSDC';
  return {
    ...base(about),
    secret: false,
    fallback,
    schema: z.string().min(2).max(30),
    expected,
    example: fallback,
    parse(raw) {
      try {
        return parseSymbol(textOf(raw, expected)).symbol;
      } catch (error) {
        if (error instanceof InputError) throw new SettingProblem(`it must be ${expected}`);
        throw error;
      }
    },
  };
}

/** A folder; relative to the working directory, absolute once loaded. */
export function folder(about: About, fallback: string): Setting<string> {
  return {
    ...base(about),
    secret: false,
    fallback,
    schema: z.string().min(1),
    expected: 'a path to a folder',
    example: fallback,
    parse(raw, context) {
      const path = textOf(raw, 'a path to a folder');
      if (path.trim() === '' || path.includes('\0')) throw new SettingProblem('it must be a path to a folder');
      return resolve(context.cwd, path);
    },
  };
}

/** Ollama's keep_alive: a number is seconds, a text a Go duration; negative means forever, 0 unloads at once. */
export function keepAlive(about: About, fallback: string): Setting<string | number> {
  const expected = `a duration such as ${fallback}, 90s or 1h30m, a number of seconds, or -1 for ever`;
  const duration = /^-?(\d+(\.\d+)?(ms|s|m|h))+$/;
  return {
    ...base(about),
    secret: false,
    fallback,
    schema: z.union([z.number(), z.string().regex(duration)]),
    expected,
    example: fallback,
    parse(raw) {
      const value = textOf(raw, expected).trim();
      if (/^-?\d+$/.test(value)) return Number(value);
      if (duration.test(value)) return value;
      throw new SettingProblem(`it must be ${expected}`);
    },
  };
}
