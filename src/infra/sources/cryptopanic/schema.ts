import { z } from 'zod';
import { wireAmount, wireTime } from '../shared/wire.js';

/** A page (`{count, next, previous, results}`), or its `results` alone, as archives keep them. Posts are validated one by one. */
export const postsSchema = z.union([z.array(z.unknown()), z.looseObject({ results: z.array(z.unknown()) })], {
  error: 'expected a list of posts or a page with "results"',
});
export type Posts = z.infer<typeof postsSchema>;

const count = wireAmount.optional();

/** Readers' votes. Absent on plans without them. */
export const votesSchema = z.looseObject({
  positive: count,
  negative: count,
  important: count,
  liked: count,
  disliked: count,
  lol: count,
  toxic: count,
  saved: count,
  comments: count,
});
export type Votes = z.infer<typeof votesSchema>;

const codes = z.array(z.looseObject({ code: z.string() })).nullish();

/** A post of v1 (`currencies`, absent on two of five) or v2 (`instruments`, `description`, `original_url`, `panic_score`). */
export const postSchema = z.looseObject({
  id: z.union([z.number(), z.string()]),
  title: z.string().trim().min(1, 'expected a title'),
  published_at: wireTime,
  kind: z.string().nullish(),
  url: z.string().nullish(),
  original_url: z.string().nullish(),
  description: z.string().nullish(),
  source: z.looseObject({ title: z.string().nullish(), domain: z.string().nullish() }).nullish(),
  currencies: codes,
  instruments: codes,
  votes: votesSchema.nullish(),
  /** 0 … 100. */
  panic_score: z.number().min(0).max(100).nullish(),
});
export type Post = z.infer<typeof postSchema>;
