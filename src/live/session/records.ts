import { z } from 'zod';
import { InputError } from '../../core/errors.js';
import { observationSchema } from '../../core/observation.js';
import type { JournalRecord } from '../../core/ports/journal.js';
import { GUARD_CODES } from '../guard/limits.js';
import { orderRecordSchema } from './order-record.js';

/** Kinds of records of a session; `manifest`, `start` and `recovered` are the journal's own. */
const barRow = z.strictObject({
  openTime: z.number(),
  open: z.number(),
  high: z.number(),
  low: z.number(),
  close: z.number(),
  volume: z.number(),
});
const settlement = z.strictObject({ time: z.number(), rate: z.number(), mark: z.number().optional() });

/** Bars of the past that only indicators see, before the first decision. */
export const warmUpSchema = z.strictObject({ bars: z.array(barRow.extend({ symbol: z.string() })) });

/** What closed at one moment, before anything acts on it. */
export const barsSchema = z.strictObject({
  time: z.number(),
  bars: z
    .array(
      barRow.extend({
        symbol: z.string(),
        funding: z.array(settlement).optional(),
        marks: z.array(barRow).optional(),
        finer: z.array(barRow).optional(),
      }),
    )
    .min(1),
  early: z.array(z.strictObject({ symbol: z.string(), funding: z.array(settlement), marks: z.array(barRow) })),
});

/** What sources beside the exchange had to say for a decision, before anything is made of it. */
export const observedSchema = z.strictObject({
  decidedAt: z.number(),
  /** When all of it was there, UTC ms: the moment of the snapshot. */
  asOf: z.number(),
  /** What no earlier record of this kind has. */
  observations: z.array(observationSchema),
  /** What could not be had, and why. */
  failures: z.array(
    z.strictObject({ source: z.string(), series: z.array(z.string()), code: z.string(), reason: z.string() }),
  ),
});

/** What a regime model is shown, before it is asked. */
export const seenSchema = z.strictObject({
  decidedAt: z.number(),
  /** Paths of the fields that its snapshot has, e.g. `market.funding_rate`. */
  fields: z.array(z.string()),
  /** Of the snapshot as canonical JSON. */
  sha256: z.string(),
});

/** How far an opinion may be traded, by the outcomes that were known at its decision, before it is. */
export const measuredSchema = z.strictObject({
  decidedAt: z.number(),
  /** What the outcomes until then say of bull, 0 … 1: what later decisions hold this opinion against. */
  climatology: z.number(),
  /** Null: no share was asked for. */
  earned: z
    .strictObject({
      /** `walk-forward`, or the id of an evaluation. */
      rule: z.string(),
      share: z.number(),
      /** Decisions that it rests on. */
      decisions: z.int().min(0),
      /** When the window of the last of them had closed, UTC ms; null: there are none. */
      until: z.number().nullable(),
    })
    .nullable(),
  /** How its probabilities are read; null: as they are given. */
  recalibration: z.record(z.string(), z.json()).nullable(),
});

/** What a regime model said, before it is used. The outcome is what the engine keeps of a decision. */
export const opinionSchema = z.strictObject({
  decidedAt: z.number(),
  availableAt: z.number(),
  assessment: z.record(z.string(), z.json()).nullable(),
  answeredBy: z.string().nullable(),
  version: z.string().nullable(),
  usage: z.record(z.string(), z.json()).nullable(),
  failure: z.string().nullable(),
  warnings: z.array(z.string()),
  withoutNews: z.record(z.string(), z.json()).optional(),
  newsFailure: z.strictObject({ reason: z.string(), latencyMs: z.number() }).optional(),
});

/** What the strategy wants, and what the guard makes of it, before it is sent. */
export const decisionSchema = z.strictObject({
  time: z.number(),
  orders: z.array(
    z.strictObject({
      /** The symbol at whose bar the strategy was asked. */
      symbol: z.string(),
      /** Null: a halt wants it, not the strategy. */
      wanted: orderRecordSchema.nullable(),
      /** What is sent; null: nothing. */
      sent: orderRecordSchema.nullable(),
      refused: z.strictObject({ code: z.enum(GUARD_CODES), reason: z.string() }).optional(),
    }),
  ),
  /** Symbols whose waiting order is taken back, before anything is sent. */
  cancelled: z.array(z.string()),
  /** Why no order passes at all. */
  halted: z.string().nullable(),
  /** When everything that it rests on was there, UTC ms: no order fills before. Null: at the close. */
  available_at: z.number().nullable(),
});
export type DecisionRecord = z.infer<typeof decisionSchema>;

const events = z.array(z.record(z.string(), z.json()));

/** What the account made of a moment. A replay must come to the same. */
export const bookedSchema = z.strictObject({
  time: z.number(),
  fills: events,
  trades: events,
  funding: events,
  refusals: events,
  cash: z.number(),
  equity: z.number(),
  positions: z.record(z.string(), z.number()),
});
export type BookedRecord = z.infer<typeof bookedSchema>;

/** Where the stops of an account's positions rest after a moment, by symbol; a position without one is left out. */
export const stopsSchema = z.strictObject({
  time: z.number(),
  positions: z.record(
    z.string(),
    z.strictObject({
      /** Quote units. */
      stop: z.number(),
      /** How far it follows the price, a fraction; null: it does not. */
      trailing: z.number().nullable(),
    }),
  ),
});

/** Something that went wrong around a session and did not end it, by the name of its kind; it changes no state. */
export const feedFaultSchema = z.strictObject({
  code: z.string(),
  reason: z.string(),
  /** Open time of the bar it is about, UTC ms; null: none. */
  time: z.number().nullable(),
});
export type FaultRecord = z.infer<typeof feedFaultSchema>;

const bookSide = z.array(z.tuple([z.number(), z.number()])).readonly();
/** An order book as it was told, for one order of a paper account: before it is judged, and before anything fills by it. */
const bookSchema = z.strictObject({
  client_id: z.string(),
  symbol: z.string(),
  update: z.number(),
  time: z.number().nullable(),
  bids: bookSide,
  asks: bookSide,
});

const SCHEMAS = {
  warm_up: warmUpSchema,
  bars: barsSchema,
  observed: observedSchema,
  seen: seenSchema,
  measured: measuredSchema,
  opinion: opinionSchema,
  decision: decisionSchema,
  booked: bookedSchema,
  stops: stopsSchema,
  fault: feedFaultSchema,
  paper_book: bookSchema,
  stop: z.strictObject({ reason: z.string() }),
} as const;
export type SessionKind = keyof typeof SCHEMAS;
export type RecordOf<K extends SessionKind> = z.infer<(typeof SCHEMAS)[K]>;

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

/** @throws InputError where the record is not of that kind's form: another program wrote it, or a later version */
export function readRecord<K extends SessionKind>(record: JournalRecord, kind: K): RecordOf<K> {
  const read = SCHEMAS[kind].safeParse(record.data);
  if (record.kind === kind && read.success) return read.data as RecordOf<K>;
  const issue = read.success ? `it is a record of ${record.kind}` : z.prettifyError(read.error);
  throw new InputError(
    'session.record',
    `Record ${record.seq} of the journal is not what a session writes: ${issue}.`,
    {
      where: `record ${record.seq}`,
      remedy: 'continue the session with the version that wrote it',
    },
  );
}
