import type { About, Setting } from '../setting.js';
import { entries } from './entries.js';

const ENTRY = /^([a-z0-9][a-z0-9-]{0,39})=(\S+)$/;

/** Ensembles by name, each as `NAME=MEMBER+MEMBER`, separated by commas. What a member may be is for the choice of a model to say. */
export const ensembles = (about: About): Setting<Readonly<Record<string, string>> | null> =>
  entries(about, {
    expected: 'NAME=MEMBER+MEMBER separated by commas, names in small letters',
    example: 'trio=3*ollama/llama3.2+baseline/logistic,duo=openai/gpt-5-mini+baseline/hmm-2',
    read: (entry) => {
      const [, name, members] = ENTRY.exec(entry) ?? [];
      return name === undefined || members === undefined ? null : { name, value: members };
    },
  });
