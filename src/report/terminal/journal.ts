import { field } from '../../core/request-field.js';
import { secondText } from '../../core/time.js';
import type { TerminalWord } from '../language/say.js';
import { paragraph, truncate, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import type { TerminalStyle } from './style.js';
import { renderTable, type Column } from './table.js';

export interface JournalRecordView {
  readonly seq: number;
  /** UTC ms. */
  readonly at: number;
  readonly kind: string;
  readonly data: unknown;
}

export interface JournalRecordsView {
  readonly records: readonly JournalRecordView[];
  /** How many there are, shown or not. */
  readonly total: number;
}

/** What stands beside the data in a row: five borders, eight spaces, the time. */
const BESIDE_DATA = 5 + 8 + 19;
const KIND_WIDTH = 18;

/** Records, a line each, the data as JSON as far as there is room. */
export function renderJournalRecords({ records, total }: JournalRecordsView, style: TerminalStyle): string {
  const { say } = style;
  if (records.length === 0) return paragraph(say('There is no such record.'), style);
  const seqWidth = Math.max(3, ...records.map(({ seq }) => String(seq).length));
  const kinds = records.map(({ kind }) => truncate(untrusted(kind), KIND_WIDTH, style));
  const kindWidth = Math.max(4, ...kinds.map((kind) => kind.length));
  const dataWidth = Math.max(20, style.width - BESIDE_DATA - seqWidth - kindWidth);
  const columns: Column[] = [
    { title: '#', align: 'right' },
    { title: 'UTC' },
    { title: say('kind') },
    { title: say('data') },
  ];
  const rows = records.map(({ seq, at, data }, i) => [
    String(seq),
    secondText(at),
    kinds[i]!,
    truncate(untrusted(JSON.stringify(data)), dataWidth, style),
  ]);
  const shown =
    records.length < total
      ? style.asTyped(
          say('{shown} of {total} {total:record|records}; {option} shows more.', {
            shown: records.length,
            total,
            option: field('tail'),
          }),
        )
      : null;
  return [renderTable(columns, rows, style), ...(shown === null ? [] : [paragraph(shown, style)])].join('\n');
}

export interface JournalCheckView {
  readonly session: string | null;
  readonly status: 'running' | 'ended' | 'crashed' | 'quarantined';
  readonly records: number;
  readonly starts: number;
  /** How often it was recovered after a crash. */
  readonly recoveries: number;
  /** UTC ms. */
  readonly last_at: number;
  readonly last_hash: string;
  readonly torn: { readonly offset: number; readonly bytes: number } | null;
}

const STATUS: Readonly<Record<JournalCheckView['status'], TerminalWord>> = {
  running: 'It is running now.',
  ended: 'It ended cleanly.',
  crashed: 'It did not end cleanly: its next start recovers it.',
  quarantined: 'It is damaged.',
};

/** A journal without damage. */
export function renderJournalCheck(view: JournalCheckView, style: TerminalStyle): string {
  const { ok, warn } = marksOf(style);
  const { say } = style;
  const { session, status, records, starts, recoveries, last_at, last_hash, torn } = view;
  const after = recoveries === 0 ? '' : say(', {n} of them after a crash', { n: recoveries });
  const lines = [
    paragraph(
      say('{name}: {n} {n:record|records}, every one as it was written. The last is of {time} UTC, its hash {hash}.', {
        name: session === null ? say('the journal') : untrusted(session),
        n: records,
        time: secondText(last_at),
        hash: last_hash,
      }),
      style,
      `${ok} `,
    ),
    paragraph(`${say('{n} {n:start|starts}', { n: starts })}${after}. ${say(STATUS[status])}`, style, '  '),
  ];
  if (torn === null) return lines.join('\n');
  const values = { n: torn.bytes, offset: String(torn.offset) };
  const text =
    status === 'running'
      ? say(
          '{n} {n:byte|bytes} of an unfinished record behind the last one, at byte {offset}: it is being written.',
          values,
        )
      : say(
          'A crash left {n} {n:byte|bytes} of an unfinished record behind the last one, at byte {offset}: the next start cuts them off and keeps a copy.',
          values,
        );
  return [...lines, paragraph(text, style, `${warn} `)].join('\n');
}
