import type { Journal, JournalEntry, JournalRecord } from '../../src/core/ports/journal.js';
import type { RecordOf } from '../../src/live/session/records.js';

/** A journal that survives what a process does not. Text is all that it keeps: what is read again has been through it. */
export class TextJournal implements Journal {
  readonly lines: string[];

  constructor(lines: readonly string[] = []) {
    this.lines = [...lines];
  }

  get records(): readonly JournalRecord[] {
    return this.lines.map((line) => JSON.parse(line) as JournalRecord);
  }

  append(at: number, entries: readonly JournalEntry[]): readonly JournalRecord[] {
    return entries.map(({ kind, data }) => {
      const line = JSON.stringify({ seq: this.lines.length + 1, at, kind, data });
      this.lines.push(line);
      return JSON.parse(line) as JournalRecord;
    });
  }

  close(): void {
    return undefined;
  }

  kinds(): string[] {
    return this.records.map(({ kind }) => kind);
  }

  of<K extends 'bars' | 'opinion' | 'decision' | 'booked'>(kind: K): RecordOf<K>[] {
    return this.records.filter((record) => record.kind === kind).map(({ data }) => data as unknown as RecordOf<K>);
  }
}
