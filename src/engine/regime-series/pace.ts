/** A step up counts as one where throughput rises by at least so much: less is noise. */
const LEAST_GAIN = 1.2;
/** Latency that has grown by more than this, against that at which the number was found good, is a server with less to give. */
const MOST_GROWTH = 1.5;
/** Fewest answers that a number of questions is judged by. */
const LEAST_ANSWERS = 2;
/** Answers after which a number that was found is put to the test again. */
const ANSWERS_PER_LOOK = 40;
/** What a vendor's service takes from everybody. */
const MOST_AT_ONCE = 8;

interface Level {
  readonly atOnce: number;
  /** Mean time of an answer, ms. */
  readonly latencyMs: number;
}

const throughput = ({ atOnce, latencyMs }: Level): number => atOnce / Math.max(latencyMs, 1e-9);

/**
 * Finds by trying how many questions at once a model's server can bear. A server of one slot answers two at once in twice the
 * time: nothing is gained, and each waits for the other. So it begins with one, doubles while throughput rises, goes back where it
 * does not, and goes down where answers have become slower than they were at that number.
 */
export class Pace {
  #atOnce = 1;
  #best: Level | null = null;
  /** Which way is being tried; null once a number is found. */
  #step: 'up' | 'down' | null = 'up';
  #times: number[] = [];
  /** Answers yet to come that say nothing: see `answered`. */
  #skip = 1;

  constructor(readonly most = MOST_AT_ONCE) {}

  /** How many questions may be under way now. */
  get atOnce(): number {
    return this.#atOnce;
  }

  /**
   * One more answer, or a failure that took its time. What was recorded before is not an answer of a server.
   * @param begunAt how many were allowed when it was asked: what began under another number says nothing about this one
   */
  answered(ms: number, begunAt: number): void {
    if (begunAt !== this.#atOnce) return;
    // The very first question loads the model; the first ones under a new number find a line of another length before them.
    if (this.#skip > 0) {
      this.#skip -= 1;
      return;
    }
    this.#times.push(ms);
    if (this.#step === null) this.#watch();
    else if (this.#times.length >= Math.max(LEAST_ANSWERS, this.#atOnce)) this.#judge();
  }

  #level(times: readonly number[]): Level {
    return { atOnce: this.#atOnce, latencyMs: times.reduce((sum, ms) => sum + ms, 0) / times.length };
  }

  #judge(): void {
    const level = this.#level(this.#times);
    const best = this.#best;
    const isUp = this.#step === 'up';
    // More at once have to gain something; fewer at once have to lose next to nothing, since each is then answered sooner.
    const isBetter =
      best === null || throughput(level) >= (isUp ? LEAST_GAIN * throughput(best) : throughput(best) / LEAST_GAIN);
    if (isBetter) this.#best = level;
    const next = isUp ? Math.min(this.most, this.#atOnce * 2) : Math.floor(this.#atOnce / 2);
    if (isBetter && next >= 1 && next !== this.#atOnce) this.#try(next);
    else {
      this.#try(this.#best!.atOnce);
      this.#step = null;
    }
  }

  #watch(): void {
    const best = this.#best!;
    const recent = this.#times.slice(-Math.max(2 * LEAST_ANSWERS, this.#atOnce));
    const now = this.#level(recent);
    const isSlower = recent.length > LEAST_ANSWERS && now.latencyMs > MOST_GROWTH * best.latencyMs;
    if (isSlower && this.#atOnce > 1) {
      this.#best = now;
      this.#step = 'down';
      this.#try(Math.floor(this.#atOnce / 2));
    } else if (this.#times.length >= ANSWERS_PER_LOOK && this.#atOnce < this.most) {
      this.#best = now;
      this.#step = 'up';
      this.#try(Math.min(this.most, this.#atOnce * 2));
    }
  }

  #try(atOnce: number): void {
    this.#atOnce = atOnce;
    this.#times = [];
    this.#skip = atOnce;
  }
}
