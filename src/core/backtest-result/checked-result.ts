import { backtestResultSchema, fieldsBesideSeriesSchema, type BacktestResultDocument } from './schema.js';
import { columnsOf, documentOfSeries } from './series.js';

/**
 * The document, checked against its schema. One that was made of columns keeps them: they are numbers, and their lengths are all
 * that could be wrong.
 * @throws ZodError where it is not a result
 */
export function checkedResult(document: BacktestResultDocument): BacktestResultDocument {
  const series = columnsOf(document);
  if (series === null) return backtestResultSchema.parse(document);
  const { bars } = document;
  const lengths = [series.times, series.equity, ...series.prices.map(({ close }) => close)].map(({ length }) => length);
  if (lengths.some((length) => length !== bars)) return backtestResultSchema.parse(document);
  return documentOfSeries(fieldsBesideSeriesSchema.parse(document), series);
}
