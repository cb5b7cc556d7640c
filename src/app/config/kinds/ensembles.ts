import { z } from 'zod';
import { base, SettingProblem, textOf, type About, type Setting } from '../setting.js';

const ENTRY = /^([a-z0-9][a-z0-9-]{0,39})=(\S+)$/;
const EXAMPLE = 'trio=3*ollama/llama3.2+baseline/logistic,duo=openai/gpt-5-mini+baseline/hmm-2';

/** Ensembles by name, each as `NAME=MEMBER+MEMBER`, separated by commas. What a member may be is for the choice of a model to say. */
export function ensembles(about: About): Setting<Readonly<Record<string, string>> | null> {
  const expected = `NAME=MEMBER+MEMBER separated by commas, names in small letters, e.g. ${EXAMPLE}`;
  return {
    ...base(about),
    secret: false,
    fallback: null,
    schema: z.string(),
    expected,
    example: EXAMPLE,
    parse(raw) {
      const table: Record<string, string> = {};
      for (const part of textOf(raw, expected).split(',')) {
        const [, name, members] = ENTRY.exec(part.trim()) ?? [];
        if (name === undefined || members === undefined) throw new SettingProblem(`it must be ${expected}`);
        if (Object.hasOwn(table, name)) throw new SettingProblem(`it names "${name}" twice`);
        table[name] = members;
      }
      return table;
    },
  };
}
