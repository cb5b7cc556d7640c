import { z } from 'zod';

/** A way to ask the server for something, or to have it do something. */
export interface DashboardRoute<
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  /** Everything but GET changes something, and needs the same origin and the header `X-LLM-Trading`. */
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/api/v1`; `:name` is one segment. */
  readonly path: string;
  readonly about: string;
  readonly query: Query;
  readonly body: Body;
  readonly answer: Answer;
}

const nothing = z.strictObject({});
type Nothing = typeof nothing;

/** A route that only reads. */
export const readRoute = <Answer extends z.ZodType, Query extends z.ZodType = Nothing>(
  path: string,
  about: string,
  answer: Answer,
  query?: Query,
): DashboardRoute<Query, Nothing, Answer> => ({
  method: 'GET',
  path,
  about,
  query: query ?? (nothing as unknown as Query),
  body: nothing,
  answer,
});

/** A route that changes something. */
export const changeRoute = <Answer extends z.ZodType, Body extends z.ZodType = Nothing>(
  method: 'POST' | 'DELETE',
  path: string,
  about: string,
  answer: Answer,
  body?: Body,
): DashboardRoute<Nothing, Body, Answer> => ({
  method,
  path,
  about,
  query: nothing,
  body: body ?? (nothing as unknown as Body),
  answer,
});

/** How many rows a page of a list has. */
export const pageLimit = z.coerce.number().int().min(1).max(500).default(50);
