import { MINUTE, SECOND } from '../../core/time.js';

/** Wrong tokens that an address may send in a minute. */
const MOST = 5;
/** Addresses that are remembered; more than that at once are no people. */
const ADDRESSES = 10_000;

/** Who has sent wrong tokens lately. Past the limit an address is refused whatever it sends, or guessing would pay. */
export class WrongTokens {
  private readonly seen = new Map<string, number[]>();

  constructor(private readonly now: () => number) {}

  /** Whole seconds until the address may try again; 0: now. */
  waitSeconds(address: string): number {
    const times = this.recent(address);
    return times.length < MOST ? 0 : Math.max(1, Math.ceil((times[0]! + MINUTE - this.now()) / SECOND));
  }

  count(address: string): void {
    const times = [...this.recent(address), this.now()].slice(-MOST);
    this.seen.delete(address);
    this.seen.set(address, times);
    if (this.seen.size > ADDRESSES) this.seen.delete(this.seen.keys().next().value!);
  }

  private recent(address: string): number[] {
    const since = this.now() - MINUTE;
    return (this.seen.get(address) ?? []).filter((time) => time > since);
  }
}
