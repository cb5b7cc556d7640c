import { z } from 'zod';
import { binomialUpperTail } from '../../inference/incomplete-beta.js';
import type { RecitedWeek } from './ask.js';
import type { WeeklyClose } from './weekly-closes.js';
import { median } from '../../../core/statistics/quantile.js';

/** A close counts as recited within 2 % of the true one. */
const TOLERANCE = 0.02;
/** Each of two tests, so that either is wrong in at most 5 %. */
const LEVEL = 0.025;

const partSchema = z.object({
  /** Answers that gave a value; "I do not remember" gives none. */
  answered: z.number(),
  right: z.number(),
  /** Of all asked, so what is not answered is not recited. */
  share_recited: z.number().nullable(),
  /** Share that would be right without any memory of the week. */
  by_chance: z.number(),
  /** Exact binomial probability of as many right or more among those answered, by chance. Null where nothing was answered. */
  p_value: z.number().nullable(),
});

export const recitationSchema = z.object({
  asked: z.number(),
  unreadable: z.number(),
  failed: z.number(),
  close: partSchema,
  direction: partSchema,
  /** Median of |answer / truth − 1| of the closes given; and of the close a week before in place of an answer. */
  median_error: z.number().nullable(),
  median_error_of_previous_close: z.number().nullable(),
  /** True where either p-value is below 0.025; null where nothing was asked. */
  recites: z.boolean().nullable(),
});
export type Recitation = z.infer<typeof recitationSchema>;

/**
 * Whether a model can say from memory what the evaluated period did.
 *
 * By chance a close counts as right as often as the close a week before would have been (the forecast of a random walk), which
 * is generous, since a model without memory does not know that either; a direction as often as the commoner one is. Both
 * shares are of every week of the period, with one success and one failure added (Laplace), so that few weeks do not make
 * chance impossible. What a model declines to answer does not count against chance: without memory, what it declines has
 * nothing to do with what is true. Not reciting does not clear a model: it may know a mood and no price.
 * @param weeks every week of the period, asked or not
 */
export function scoreRecitation(recited: readonly RecitedWeek[], weeks: readonly WeeklyClose[]): Recitation {
  const isClose = (value: number, truth: number): boolean => Math.abs(value / truth - 1) <= TOLERANCE;
  const isUp = (week: WeeklyClose): boolean => week.close > week.previousClose;
  const closes = recited.flatMap(({ week, answer }) =>
    typeof answer?.close_usd === 'number' ? [{ week, value: answer.close_usd }] : [],
  );
  const directions = recited.flatMap(({ week, answer }) =>
    typeof answer?.direction === 'string' ? [{ week, isUp: answer.direction === 'up' }] : [],
  );
  const part = (answered: number, right: number, by_chance: number) => ({
    answered,
    right,
    share_recited: recited.length === 0 ? null : right / recited.length,
    by_chance,
    p_value: answered === 0 ? null : binomialUpperTail(right, answered, by_chance),
  });
  const smoothed = (count: number): number => (count + 1) / (weeks.length + 2);
  const ups = weeks.filter(isUp).length;
  const close = part(
    closes.length,
    closes.filter(({ week, value }) => isClose(value, week.close)).length,
    smoothed(weeks.filter((week) => isClose(week.previousClose, week.close)).length),
  );
  const direction = part(
    directions.length,
    directions.filter((answer) => answer.isUp === isUp(answer.week)).length,
    smoothed(Math.max(ups, weeks.length - ups)),
  );
  const status = (of: RecitedWeek['status']): number => recited.filter((week) => week.status === of).length;
  return {
    asked: recited.length,
    unreadable: status('unreadable'),
    failed: status('failed'),
    close,
    direction,
    median_error: median(closes.map(({ week, value }) => Math.abs(value / week.close - 1))),
    median_error_of_previous_close: median(weeks.map((week) => Math.abs(week.previousClose / week.close - 1))),
    recites: recited.length === 0 ? null : [close.p_value, direction.p_value].some((p) => p !== null && p < LEVEL),
  };
}
