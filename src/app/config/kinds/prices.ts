import { z } from 'zod';
import type { ModelPrice, PriceTable } from '../../../infra/llm/prices.js';
import { base, SettingProblem, textOf, type About, type Setting } from '../setting.js';

const ENTRY = /^(\S+)=(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)(?::(\d+(?:\.\d+)?))?$/;
const EXAMPLE = 'azure/my-deployment=1.25:10:0.125,openai/*=0:0';

/** Model prices as `provider/model=input:output`, with the price of cached input where it differs, separated by commas. */
export function prices(about: About): Setting<PriceTable | null> {
  const expected = `provider/model=input:output or input:output:cached in USD per million tokens, separated by commas, e.g. ${EXAMPLE}`;
  return {
    ...base(about),
    secret: false,
    fallback: null,
    schema: z.string(),
    expected,
    example: EXAMPLE,
    parse(raw) {
      const table: Record<string, ModelPrice> = {};
      for (const part of textOf(raw, expected).split(',')) {
        const [, name, input, output, cached] = ENTRY.exec(part.trim()) ?? [];
        if (name?.includes('/') !== true) throw new SettingProblem(`it must be ${expected}`);
        table[name] = {
          inputPerMillion: Number(input),
          outputPerMillion: Number(output),
          cachedPerMillion: cached === undefined ? undefined : Number(cached),
        };
      }
      return table;
    },
  };
}
