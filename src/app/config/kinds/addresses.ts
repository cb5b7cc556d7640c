import { z } from 'zod';
import { base, SettingProblem, textOf, type About, type Setting } from '../setting.js';
import { readUrl } from './address.js';

const ENTRY = /^\s*([^\s=]+)=(.+)$/;
const EXAMPLE = 'defillama=https://mirror.example/stablecoins,fear-greed=http://127.0.0.1:8080';

/** Base URLs by the id of a source, as `id=address`, separated by commas. */
export function addresses(about: About): Setting<Readonly<Record<string, string>> | null> {
  const expected = `id=address, several separated by commas, e.g. ${EXAMPLE}`;
  return {
    ...base(about),
    secret: false,
    fallback: null,
    schema: z.string(),
    expected,
    example: EXAMPLE,
    parse(raw) {
      const entries = textOf(raw, expected)
        .split(',')
        .map((part) => {
          const [, id, address] = ENTRY.exec(part) ?? [];
          if (id === undefined || address === undefined) throw new SettingProblem(`it must be ${expected}`);
          return [id, readUrl(address, `${id}=https://mirror.example`)] as const;
        });
      return Object.fromEntries(entries);
    },
  };
}
