import type { BookedRecord, DecisionRecord, RecordOf } from './records.js';

/** What came of one moment, for whoever watches a session. */
export type StepOutcome =
  | {
      readonly code: 'booked';
      readonly bars: RecordOf<'bars'>['bars'];
      /** What the model said just now; null: it was not asked, or before a crash. */
      readonly opinion: RecordOf<'opinion'> | null;
      readonly decision: DecisionRecord;
      readonly booked: BookedRecord;
    }
  /** Bars that are not later than the last: they were there already. */
  | { readonly code: 'known'; readonly time: number };
