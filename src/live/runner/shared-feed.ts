import type { Moment } from '../../engine/hosted/moments.js';
import type { Feed } from './feed.js';

export interface SharedFeedSettings {
  /** How many sessions take part: nothing is asked for before each of them has said from where on. */
  readonly members: number;
  /** A moment is only asked for when all have done with the one before: stored bars, which nobody is to run ahead in. */
  readonly inStep: boolean;
  /** Ends what is asked of the source. */
  readonly signal: AbortSignal;
}

/** One session's part in a feed of several. */
export interface FeedMember extends Feed {
  /** It wants nothing more, and nobody waits for it. */
  leave(): void;
}

interface Place {
  /** Open time of the last bars that it has seen, UTC ms; null: it has not said. */
  after: number | null;
  waits: boolean;
}

/**
 * One feed for many sessions: each moment is asked for once and given to every one of them in order, whenever it is ready for it.
 * What all have seen is forgotten.
 */
export class SharedFeed {
  private readonly places = new Set<Place>();
  private joined = 0;
  private moments: Moment[] = [];
  private state: 'open' | 'asking' | 'ended' = 'open';
  private failure: { readonly error: unknown } | null = null;
  private listeners: (() => void)[] = [];

  constructor(
    private readonly source: Feed,
    private readonly settings: SharedFeedSettings,
  ) {}

  /** A place for one session. */
  join(): FeedMember {
    const place: Place = { after: null, waits: false };
    this.places.add(place);
    this.joined += 1;
    return {
      now: () => this.source.now(),
      next: (after, signal) => this.next(place, after, signal),
      leave: () => {
        this.places.delete(place);
        this.ask();
      },
    };
  }

  private async next(place: Place, after: number, signal: AbortSignal): Promise<Moment | null> {
    for (;;) {
      signal.throwIfAborted();
      place.after = after;
      const ready = this.moments.find(({ time }) => time > after);
      place.waits = ready === undefined;
      if (ready !== undefined) return ready;
      if (this.failure !== null) throw this.failure.error;
      if (this.state === 'ended') return null;
      this.ask();
      await this.changed(signal);
    }
  }

  /** Asks the source for the next moment, where it is time to. */
  private ask(): void {
    const { members, inStep } = this.settings;
    const places = [...this.places];
    if (this.state !== 'open' || this.joined < members || places.length === 0) return;
    if (places.some(({ after }) => after === null)) return;
    if (!(inStep ? places.every(({ waits }) => waits) : places.some(({ waits }) => waits))) return;
    const seen = Math.min(...places.map(({ after }) => after!));
    this.moments = this.moments.filter(({ time }) => time > seen);
    const from = this.moments.at(-1)?.time ?? seen;
    this.state = 'asking';
    void this.source
      .next(from, this.settings.signal)
      .then(
        (moment) => {
          this.state = moment === null ? 'ended' : 'open';
          if (moment !== null) this.moments.push(moment);
        },
        (error: unknown) => {
          this.state = 'ended';
          this.failure = { error };
        },
      )
      .then(() => {
        for (const tell of this.listeners.splice(0)) tell();
      });
  }

  private async changed(signal: AbortSignal): Promise<void> {
    let tell = (): void => undefined;
    const told = new Promise<void>((resolve) => {
      tell = resolve;
    });
    this.listeners.push(tell);
    signal.addEventListener('abort', tell, { once: true });
    await told;
    signal.removeEventListener('abort', tell);
  }
}
