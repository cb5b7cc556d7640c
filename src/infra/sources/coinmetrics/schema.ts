import { isStartOfDay } from '../../../core/time.js';
import { z } from 'zod';
import { wireTime } from '../shared/wire.js';

/** A page. Rows are validated one by one; `next_page_url` is absent on the last page. */
export const assetMetricsSchema = z.looseObject({
  data: z.array(z.unknown()),
  next_page_url: z.string().nullish(),
});

/**
 * A row: `asset`, `time` (nanoseconds, the start of the day) and one text per metric. A metric that is not there yet, or not
 * in the free data, is null or absent. `<metric>-status` siblings may appear.
 */
export const metricRowSchema = z.looseObject({
  asset: z.string(),
  time: wireTime.refine(isStartOfDay, 'expected the start of a UTC day'),
});
export type MetricRow = z.infer<typeof metricRowSchema>;
