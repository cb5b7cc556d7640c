import { SECOND } from '../../../core/time.js';
import type { ReplayExchange } from '../exchange.js';
import type { Router, VenueReply, VenueRequest } from '../router.js';
import type { StreamHub } from '../streams/stream-hub.js';
import { isRequestFault, type Fault, type Happening, type RequestFault } from './fault.js';
import { happen } from './happen.js';

/** An answer, or what happens in its place: the connection is left open or cut. */
export type Outcome = VenueReply | 'hang' | 'drop';

interface Armed {
  readonly fault: RequestFault;
  /** Requests it has seen. */
  seen: number;
}

/** Stands before the router and lets go wrong what was asked for. */
export class FaultGate {
  private readonly armed: Armed[] = [];
  private timed: (Happening & { readonly at: number })[] = [];
  private ban: { readonly status: number; readonly until: number } | null = null;

  constructor(
    private readonly exchange: ReplayExchange,
    private readonly router: Router,
    private readonly hub: StreamHub,
  ) {}

  /** @throws VenueRefusal −1121 where a fault that happens at once names a symbol that is not there */
  add(faults: readonly Fault[]): void {
    for (const fault of faults) {
      if (isRequestFault(fault)) this.armed.push({ fault, seen: 0 });
      else if (fault.at === undefined || fault.at <= this.exchange.now()) this.happens(fault);
      else this.timed.push({ ...fault, at: fault.at });
    }
  }

  /** Forgets what has not happened yet, and lifts a ban and a drift. */
  clear(): void {
    this.armed.length = 0;
    this.timed = [];
    this.ban = null;
    this.router.drift = 0;
  }

  /** Faults that are still to come. */
  get pending(): number {
    return this.timed.length + this.armed.filter(({ fault, seen }) => seen < fault.skip + fault.times).length;
  }

  /** Plays the tape to `to`, with what happens on the way at its moment. */
  advance(to: number): void {
    const due = this.timed.filter(({ at }) => at <= to).sort((a, b) => a.at - b.at);
    this.timed = this.timed.filter(({ at }) => at > to);
    for (const fault of due) {
      this.exchange.advance(fault.at);
      this.happens(fault);
    }
    this.exchange.advance(to);
  }

  answer(request: VenueRequest): Outcome {
    const banned = this.bannedReply();
    if (banned !== null) return banned;
    const fault = this.next(request);
    if (fault === null) return this.router.answer(request);
    switch (fault.do) {
      case 'refuse':
        return refusal(fault.code, fault.msg, fault.status);
      case 'status':
        if (fault.after) this.router.answer(request);
        return {
          status: fault.status,
          headers: fault.retry_after === undefined ? {} : { 'Retry-After': String(fault.retry_after) },
          body: fault.body,
        };
      case 'hang':
      case 'drop':
        if (fault.after) this.router.answer(request);
        return fault.do;
      case 'fill_partly':
        this.exchange.partialShare = fault.share;
        return this.router.answer(request);
      case 'twice': {
        this.hub.repeats = 1;
        const reply = this.router.answer(request);
        this.hub.repeats = 0;
        return reply;
      }
      case 'unknown_order':
        return request.method === 'DELETE'
          ? refusal(-2011, 'Unknown order sent.', 400)
          : refusal(-2013, 'Order does not exist.', 400);
    }
  }

  private happens(fault: Happening): void {
    if (fault.do === 'ban') this.ban = { status: fault.status, until: this.exchange.now() + fault.seconds * SECOND };
    else happen(fault, { exchange: this.exchange, router: this.router, hub: this.hub });
  }

  private bannedReply(): VenueReply | null {
    if (this.ban === null) return null;
    const left = this.ban.until - this.exchange.now();
    if (left <= 0) {
      this.ban = null;
      return null;
    }
    const msg =
      this.ban.status === 418
        ? `Way too many requests; IP(127.0.0.1) banned until ${this.ban.until}. Please use the websocket for live updates to avoid bans.`
        : 'Too many requests; current limit of IP(127.0.0.1) is 6000 requests per minute. Please use the websocket for live updates to avoid polling the API.';
    const { status, headers, body } = refusal(-1003, msg, this.ban.status);
    return { status, headers: { ...headers, 'Retry-After': String(Math.ceil(left / SECOND)) }, body };
  }

  private next(request: VenueRequest): RequestFault | null {
    for (const each of this.armed) {
      if (!matches(each.fault, request)) continue;
      each.seen++;
      if (each.seen > each.fault.skip && each.seen <= each.fault.skip + each.fault.times) return each.fault;
    }
    return null;
  }
}

const refusal = (code: number, msg: string, status: number): VenueReply => ({
  status,
  headers: {},
  body: { code, msg },
});

function matches({ on }: RequestFault, { method, path, params }: VenueRequest): boolean {
  return (
    (on.method ?? method) === method && (on.path ?? path) === path && (on.symbol ?? params.symbol) === params.symbol
  );
}
