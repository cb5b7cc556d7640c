import { MINUTE } from '../../core/time.js';
import type { ReplayExchange } from './exchange.js';
import type { Params } from './params.js';
import { wholeOr } from './params.js';
import { REFUSALS, VenueRefusal } from './refusal.js';
import type { KeyRights, Endpoint, Endpoints } from './routes.js';

/** A request, whatever carried it. */
export interface VenueRequest {
  readonly method: string;
  /** `/api/v3/order`, without the query. */
  readonly path: string;
  /** Query and form together. */
  readonly params: Params;
  /** Header `X-MBX-APIKEY`. */
  readonly apiKey: string | undefined;
  /** Query and form as they were sent, without the signature: what it has to sign. */
  readonly payload: string;
}

export interface VenueReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, unless it is a text. */
  readonly body: unknown;
}

export interface RouterSettings {
  /** Key to what it may do. */
  readonly keys: ReadonlyMap<string, KeyRights>;
  /** True where `signature` is the HMAC-SHA-256 of `payload` with the account's secret, in hexadecimal. */
  readonly verify: (payload: string, signature: string) => boolean;
  /** Whether a timestamp has to be near the exchange's clock: of use only where that runs as fast as the client's. */
  readonly checksTimestamps: boolean;
}

const NO_RIGHTS: KeyRights = { canTrade: false, canWithdraw: false };
const DEFAULT_WINDOW_MS = 5_000;
const MAX_WINDOW_MS = MINUTE;

/** Answers requests: keys, signatures, times, then the endpoint; a refusal becomes Binance's error document. */
export class Router {
  /** How far the clock that timestamps are compared with and that `time` tells is ahead of the exchange's, ms. */
  drift = 0;
  private weight = 0;
  private minute = NaN;

  constructor(
    private readonly exchange: ReplayExchange,
    private readonly routes: Endpoints,
    private readonly settings: RouterSettings,
  ) {}

  answer(request: VenueRequest): VenueReply {
    const route = this.routes.get(`${request.method} ${request.path}`);
    const headers = this.weigh(route?.weight ?? 1);
    try {
      if (route === undefined) throw REFUSALS.notFound(request.path);
      const rights = this.rightsOf(request, route);
      return { status: 200, headers, body: this.drifted(request.path, route.answer(request.params, rights)) };
    } catch (error) {
      if (!(error instanceof VenueRefusal)) throw error;
      return { status: error.status, headers, body: { code: error.code, msg: error.msg } };
    }
  }

  /** The checks of a signed websocket request. @throws VenueRefusal */
  assertSigned(params: Params, payload: string): void {
    if (!this.settings.keys.has(params.apiKey ?? '')) throw REFUSALS.badKey();
    this.assertSignature(params, payload);
  }

  private rightsOf({ params, apiKey, payload }: VenueRequest, { security }: Endpoint): KeyRights {
    if (security === 'none') return NO_RIGHTS;
    if (apiKey === undefined || apiKey === '') throw REFUSALS.noKey();
    const rights = this.settings.keys.get(apiKey);
    if (rights === undefined) throw REFUSALS.badKey();
    if (security !== 'key') this.assertSignature(params, payload);
    if (security === 'trade' && !rights.canTrade) throw REFUSALS.badKey();
    return rights;
  }

  private assertSignature(params: Params, payload: string): void {
    if (params.signature === undefined) throw REFUSALS.missing('signature');
    const timestamp = wholeOr(params, 'timestamp', null);
    if (timestamp === null) throw REFUSALS.missing('timestamp');
    if (!this.settings.verify(payload, params.signature)) throw REFUSALS.badSignature();
    const window = wholeOr(params, 'recvWindow', DEFAULT_WINDOW_MS);
    if (window > MAX_WINDOW_MS) throw new VenueRefusal(-1131, "Parameter 'recvWindow' must be less than 60000.");
    if (!this.settings.checksTimestamps) return;
    const now = this.exchange.now() + this.drift;
    if (timestamp >= now + 1000) throw REFUSALS.timestampAhead();
    if (now - timestamp > window) throw REFUSALS.outsideWindow();
  }

  private drifted(path: string, body: unknown): unknown {
    return path.endsWith('/time') ? { serverTime: this.exchange.now() + this.drift } : body;
  }

  /** Weights are counted by minutes of the replayed clock; they are told, and no ban follows by itself. */
  private weigh(weight: number): Record<string, string> {
    const minute = Math.floor(this.exchange.now() / MINUTE);
    if (minute !== this.minute) this.weight = 0;
    this.minute = minute;
    this.weight += weight;
    return { 'X-MBX-USED-WEIGHT': String(this.weight), 'X-MBX-USED-WEIGHT-1M': String(this.weight) };
  }
}
