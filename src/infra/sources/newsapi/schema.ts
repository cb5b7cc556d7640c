import { z } from 'zod';
import { wireTime } from '../shared/wire.js';

/** Articles are validated one by one. */
export const articlesSchema = z.looseObject({
  status: z.literal('ok', 'expected "ok"'),
  articles: z.array(z.unknown()),
});
export type Articles = z.infer<typeof articlesSchema>;

/** `content` is cut off after 200 characters ("… [+1422 chars]") and is not used. */
export const articleSchema = z.looseObject({
  source: z.looseObject({ name: z.string().nullish() }).nullish(),
  title: z.string().trim().min(1, 'expected a title'),
  description: z.string().nullish(),
  url: z.string().nullish(),
  publishedAt: wireTime,
});

/** What explains an HTTP 4xx (https://newsapi.org/docs/errors). */
export const errorBodySchema = z.looseObject({ status: z.literal('error'), code: z.string(), message: z.string() });
