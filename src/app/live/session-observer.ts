import type { SessionVenue } from '../../contract/session.js';
import type { StepOutcome } from '../../live/session/trading-session.js';

export type BookedStep = Extract<StepOutcome, { readonly code: 'booked' }>;

/** What an observer is told of a session that runs. It is told after the journal, and nothing that it does touches trading. */
export interface SessionObserver {
  started(start: {
    readonly folder: string;
    readonly goesOnAfter: number;
    readonly intervalMs: number;
    /** Absent: its orders go to an account of its own, on paper. */
    readonly venue?: SessionVenue | undefined;
  }): void;
  stepped(step: BookedStep): void;
  /** Something went wrong around it: of its bars, or of its orders at an exchange. */
  troubled(trouble: { readonly code: string; readonly reason: string; readonly symbol?: string | null }): void;
  /** It has ended, cleanly or by an error; `code` is then that of the error. */
  ended(end: { readonly code: string; readonly reason: string; readonly equity: number | null }): void;
}

/** Orders of a step that the guard did not let pass as they were. */
export const refusalsOf = ({ decision }: BookedStep) =>
  decision.orders.flatMap(({ symbol, refused }) => (refused === undefined ? [] : [{ symbol, ...refused }]));
