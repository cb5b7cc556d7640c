import type { z } from 'zod';
import { LlmTradingError, messageOf } from '../../../core/errors.js';
import type { SeriesFailure } from '../../../core/ports/observation-source.js';
import type { SeriesName } from '../../../core/series.js';

/** Counts the rows that were rejected, so that nothing is dropped in silence. */
export class Rejections {
  readonly #bySeries = new Map<SeriesName, { count: number; readonly first: string }>();

  add(series: SeriesName, reason: string): void {
    const known = this.#bySeries.get(series);
    if (known === undefined) this.#bySeries.set(series, { count: 1, first: reason });
    else known.count += 1;
  }

  has(series: SeriesName): boolean {
    return this.#bySeries.has(series);
  }

  /** One failure a series, with the count and the first reason. */
  failures(source: string): SeriesFailure[] {
    return [...this.#bySeries].map(([series, { count, first }]) => {
      const reason = `${count} ${count === 1 ? 'row' : 'rows'} rejected, the first because ${first}.`;
      return { source, series: [series], code: 'source.rows-rejected', reason };
    });
  }
}

/** Validates each row by itself: one bad row never takes the others with it. */
export function readRows<T>(
  raw: readonly unknown[],
  schema: z.ZodType<T>,
  onRejected: (reason: string, row: number) => void,
): T[] {
  const rows: T[] = [];
  for (const [i, row] of raw.entries()) {
    const result = schema.safeParse(row);
    if (result.success) rows.push(result.data);
    else {
      const issue = result.error.issues[0];
      const field = issue === undefined || issue.path.length === 0 ? 'the row' : issue.path.map(String).join('.');
      onRejected(`${field}: ${issue?.message ?? 'invalid'}`, i);
    }
  }
  return rows;
}

/** What a source reports for the series that a thrown error took away. */
export function seriesFailure(source: string, series: readonly SeriesName[], error: unknown): SeriesFailure {
  const code = error instanceof LlmTradingError ? error.code : 'source.unexpected';
  return { source, series, code, reason: messageOf(error) };
}
