import { answerControl, type ControlRequest } from './control.js';
import { ReplayExchange, type ReplaySettings } from './exchange.js';
import type { Fault } from './faults/fault.js';
import { FaultGate, type Outcome } from './faults/gate.js';
import { futuresRoutes } from './futures/routes.js';
import { Router, type RouterSettings, type VenueRequest } from './router.js';
import { spotRoutes } from './spot/routes.js';
import { StreamHub, type StreamPeer, type StreamSocket } from './streams/stream-hub.js';
import type { MarketName, TapeSymbol } from './tape.js';

export interface ServiceSettings extends ReplaySettings, RouterSettings {
  readonly markets: readonly MarketName[];
  /** Where the replay begins, UTC ms: everything before is history. Nothing can be traded in it. */
  readonly start: number;
  readonly faults: readonly Fault[];
}

/** An exchange with everything that stands around it, for whoever carries requests and websockets to it. */
export interface ReplayService {
  readonly exchange: ReplayExchange;
  answer(request: VenueRequest): Outcome;
  control(request: ControlRequest): Outcome;
  openStream(path: string, query: Readonly<Record<string, string>>, peer: StreamPeer): StreamSocket;
  /** Plays the tape up to a moment, UTC ms, with the faults that are due on the way. */
  advance(to: number): void;
}

export function createReplayService(tape: readonly TapeSymbol[], settings: ServiceSettings): ReplayService {
  const exchange = new ReplayExchange(tape, settings);
  exchange.advance(settings.start);
  const routes = new Map(
    [...spotRoutes(exchange), ...futuresRoutes(exchange)].filter(([name]) => isServed(name, settings.markets)),
  );
  const router = new Router(exchange, routes, settings);
  const hub = new StreamHub(exchange, (params, payload) => {
    router.assertSigned(params, payload);
  });
  exchange.listener = hub;
  const gate = new FaultGate(exchange, router, hub);
  gate.add(settings.faults);
  return {
    exchange,
    answer: (request) => gate.answer(request),
    control: (request) => answerControl(request, { exchange, gate, hub }),
    openStream: (path, query, peer) => hub.open(path, query, peer),
    advance: (to) => {
      gate.advance(to);
    },
  };
}

/** What is asked about the account as a whole (`/sapi`) belongs to neither market. */
function isServed(name: string, markets: readonly MarketName[]): boolean {
  if (name.includes(' /api/')) return markets.includes('spot');
  return !name.includes(' /fapi/') || markets.includes('usdm');
}
