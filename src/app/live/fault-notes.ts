import type { FeedFault } from '../../live/runner/feed.js';

/** Takes what goes wrong from the start on, and writes it into the journal as soon as there is one. */
export class FaultNotes {
  private early: FeedFault[] = [];
  private session: { noteFault(fault: FeedFault): void } | null = null;

  constructor(private readonly onFault?: (fault: FeedFault) => void) {}

  readonly note = (fault: FeedFault): void => {
    this.onFault?.(fault);
    if (this.session === null) this.early.push(fault);
    else this.session.noteFault(fault);
  };

  writeTo(session: { noteFault(fault: FeedFault): void }): void {
    for (const fault of this.early.splice(0)) session.noteFault(fault);
    this.session = session;
  }
}
