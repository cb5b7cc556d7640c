import type { Block } from '../block-reader.js';
import type { Plan } from '../plan.js';
import { CsvError } from '../csv-error.js';
import { splitRecord } from '../record.js';
import type { DateOrder } from '../wall-clock.js';
import { timeCell } from './detect-layout.js';
import { narrowed } from './time-style.js';
import { field } from '../../../../../core/request-field.js';

/** Goes through the whole of a file whose first rows leave the order of day and month open. */
export class DateOrderProbe {
  private example = '';

  constructor(
    private orders: readonly DateOrder[],
    private readonly rows: Plan['scanner'],
  ) {}

  scan({ buffer, start, end, last }: Block): number {
    const { delimiter, roles, foreign } = this.rows;
    const time = roles.indexOf(0);
    let at = start;
    while (at < end) {
      const record = splitRecord(buffer, at, end, delimiter);
      if (record === null) return last ? end : at;
      const text = timeCell(record.fields, time, foreign?.clock ?? -1);
      if (this.orders.length > 1 && text !== '') this.orders = narrowed(this.orders, text);
      if (this.example === '') this.example = text;
      at = record.next;
    }
    return at;
  }

  /** @throws CsvError where every row can be read in more than one order */
  settled(file: string): readonly DateOrder[] {
    if (this.orders.length === 1) return this.orders;
    const message = `the order of day and month in ${JSON.stringify(this.example)} cannot be told: every row can be read ${this.orders.length === 2 ? 'both ways' : 'in several ways'}`;
    throw new CsvError(file, {
      message,
      remedy: `say it with ${field('dateFormat')}, e.g. ${field('dateFormat', 'DD/MM/YYYY')} or MM/DD/YYYY`,
    });
  }
}
