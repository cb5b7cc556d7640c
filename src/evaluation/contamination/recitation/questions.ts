import { z } from 'zod';
import type { Random } from '../../../core/ports/random.js';
import type { TextRequest } from '../../../core/ports/text-model.js';
import { parseSymbol } from '../../../core/symbol.js';
import type { WeeklyClose } from './weekly-closes.js';
import { DAY, isoDay } from '../../../core/time.js';

export interface RecitationQuestion {
  readonly week: WeeklyClose;
  readonly request: TextRequest;
}

export interface RecitationOptions {
  /** Most questions, one request each. Default 40: then 10 right where chance gives 5 stands out. */
  readonly count?: number;
  readonly random: Random;
  /** A pair, e.g. `BTCUSDT`. */
  readonly baseAsset: string;
}

/** What a model is to answer. Both values null: it does not remember. */
export const recitationAnswerSchema = z.object({
  close_usd: z.number().positive().nullable(),
  direction: z.enum(['up', 'down']).nullable(),
});
export type RecitationAnswer = z.infer<typeof recitationAnswerSchema>;

const SYSTEM = `You are asked what you remember of the price of a crypto asset on a past date. You get no data: answer from memory alone.
If you do not remember, answer null: a guess is worse than null. Do not reason from other dates.
Write one JSON object and nothing else:
- close_usd: the closing price in US dollars, a plain number, or null if you do not remember it.
- direction: "up" or "down", how that price compares with the one exactly a week before, or null if you do not remember.`;

const schema: Readonly<Record<string, unknown>> = Object.fromEntries(
  Object.entries(z.toJSONSchema(recitationAnswerSchema)).filter(([key]) => key !== '$schema'),
);

/**
 * Asks for weekly closes of the evaluated period, without any data: what a model can say of them it can also use when it is
 * asked for the regime. Weeks are drawn by `random` without repetition and asked in order of time.
 */
export function recitationQuestions(weeks: readonly WeeklyClose[], options: RecitationOptions): RecitationQuestion[] {
  const { count = 40, random, baseAsset } = options;
  const { asset, symbol } = parseSymbol(baseAsset);
  return sample(weeks, count, random)
    .sort((a, b) => a.endedAt - b.endedAt)
    .map((week) => {
      const day = isoDay(week.endedAt - DAY);
      return {
        week,
        request: {
          system: SYSTEM,
          user: `Asset: ${asset} (${symbol}, spot). Date: Sunday ${day}, close at 24:00 UTC. What was the closing price, and was it above or below the close of the Sunday before?`,
          format: { type: 'json-schema', name: 'recitation', schema },
          temperature: 0,
          task: 'recitation',
          variant: 'recitation',
        },
      };
    });
}

/** The first steps of a Fisher–Yates shuffle. */
function sample<T>(items: readonly T[], count: number, random: Random): T[] {
  const pool = [...items];
  const taken = Math.min(count, pool.length);
  for (let i = 0; i < taken; i++) {
    const other = i + Math.floor(random.next() * (pool.length - i));
    [pool[i], pool[other]] = [pool[other]!, pool[i]!];
  }
  return pool.slice(0, taken);
}

/** The answer in a model's text, thinking aside; null where there is none that can be read. */
export function readRecitation(text: string): RecitationAnswer | null {
  const said = text.slice(Math.max(0, text.lastIndexOf('</think>')));
  const start = said.indexOf('{');
  const end = said.lastIndexOf('}');
  if (start < 0 || end < start) return null;
  try {
    const parsed = recitationAnswerSchema.safeParse(JSON.parse(said.slice(start, end + 1)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
