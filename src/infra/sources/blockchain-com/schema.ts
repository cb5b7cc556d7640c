import { z } from 'zod';
import { isStartOfDay } from '../shared/daily.js';
import { wireDecimal, wireTime } from '../shared/wire.js';

/** A chart; its points are validated one by one. `status` is `not-found` and the like where there is none. */
export const chartSchema = z.looseObject({
  status: z.literal('ok', 'expected "ok"'),
  values: z.array(z.unknown()),
});
export type Chart = z.infer<typeof chartSchema>;

/** `x` is in Unix seconds, the start of a day; `y` a number, at times in scientific notation. */
export const chartPointSchema = z.looseObject({
  x: wireTime.refine(isStartOfDay, 'expected the start of a UTC day'),
  y: wireDecimal.refine((value) => value > 0, 'expected a count above 0'),
});
