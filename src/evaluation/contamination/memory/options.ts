import { z } from 'zod';
import type { Random } from '../../../core/ports/random.js';
import type { BlockBootstrapOptions } from '../../inference/block-bootstrap.js';

export interface MemoryTestOptions {
  readonly random: Random;
  /** m: the most decisions whose windows overlap one decision's. Blocks are 2m long. */
  readonly overlap: number;
  /** Resamples. Default 1,000. */
  readonly samples?: number | undefined;
}

/** Other draws of the resamples might decide otherwise; absent where nothing was decided, and in older documents. */
export const onAHair = z.boolean().optional();

/** With fewer blocks than this an interval has no level to speak of. */
const LEAST_BLOCKS = 5;

/** How to resample so many decisions; null where they are too few for an interval. */
export function resampling(
  count: number,
  { random, overlap, samples }: MemoryTestOptions,
): BlockBootstrapOptions | null {
  const blockLength = 2 * overlap;
  if (count < LEAST_BLOCKS * blockLength) return null;
  return { random, blockLength, samples };
}
