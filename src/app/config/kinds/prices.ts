import type { ModelPrice, PriceTable } from '../../../infra/llm/prices.js';
import type { About, Setting } from '../setting.js';
import { entries } from './entries.js';

const ENTRY = /^(\S+)=(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)(?::(\d+(?:\.\d+)?))?$/;

/** Model prices as `provider/model=input:output`, with the price of cached input where it differs, separated by commas. */
export const prices = (about: About): Setting<PriceTable | null> =>
  entries<ModelPrice>(about, {
    expected: 'provider/model=input:output or input:output:cached in USD per million tokens, separated by commas',
    example: 'azure/my-deployment=1.25:10:0.125,openai/*=0:0',
    read: (entry) => {
      const [, name, input, output, cached] = ENTRY.exec(entry) ?? [];
      if (name?.includes('/') !== true) return null;
      const value = {
        inputPerMillion: Number(input),
        outputPerMillion: Number(output),
        cachedPerMillion: cached === undefined ? undefined : Number(cached),
      };
      return { name, value };
    },
  });
