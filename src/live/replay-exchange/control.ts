import { messageOf } from '../../core/errors.js';
import { isoTime } from '../../core/time.js';
import { toUnixMs } from '../../core/unix-time.js';
import type { ReplayExchange } from './exchange.js';
import { faultsSchema } from './faults/fault.js';
import type { FaultGate } from './faults/gate.js';
import type { Params } from './params.js';
import { VenueRefusal } from './refusal.js';
import type { StreamHub } from './streams/stream-hub.js';
import type { VenueReply } from './router.js';

/** A request to the replay itself, which no exchange has. */
export interface ControlRequest {
  readonly method: string;
  readonly path: string;
  readonly params: Params;
  readonly body: string;
}

/** What a control request can reach. */
export interface Controlled {
  readonly exchange: ReplayExchange;
  readonly gate: FaultGate;
  readonly hub: StreamHub;
}

/**
 * Answers `/replay/…`: `GET state`; `POST advance` with `to` (a time) or `bars` (so many steps); `POST faults` with a list of
 * faults, `DELETE faults`.
 */
export function answerControl({ method, path, params, body }: ControlRequest, controlled: Controlled): VenueReply {
  const { exchange, gate } = controlled;
  switch (`${method} ${path}`) {
    case 'GET /replay/state':
      return reply(200, stateOf(controlled));
    case 'POST /replay/advance': {
      const to = params.to === undefined ? null : toUnixMs(params.to);
      const bars = Number(params.bars ?? NaN);
      if (to === null && !(Number.isInteger(bars) && bars > 0))
        return reply(400, {
          msg: 'give to, a time such as 2024-01-01T12:00Z or UTC ms, or bars, a whole number above 0',
        });
      if (to !== null) gate.advance(to);
      for (let k = 0; to === null && k < bars && exchange.nextBarTime() < Infinity; k++)
        gate.advance(exchange.nextBarTime());
      return reply(200, stateOf(controlled));
    }
    case 'POST /replay/faults':
      return addFaults(body, controlled);
    case 'DELETE /replay/faults':
      gate.clear();
      return reply(200, stateOf(controlled));
    default:
      return reply(404, { msg: `${method} ${path} is not served: see docs/REHEARSAL.md` });
  }
}

function addFaults(body: string, controlled: Controlled): VenueReply {
  let given: unknown;
  try {
    given = JSON.parse(body);
  } catch (error) {
    return reply(400, { msg: `the body is not JSON: ${messageOf(error)}` });
  }
  const parsed = faultsSchema.safeParse(given);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    return reply(400, { msg: `fault ${first?.path.join('.') ?? ''}: ${first?.message ?? 'not valid'}` });
  }
  try {
    controlled.gate.add(parsed.data);
  } catch (error) {
    if (!(error instanceof VenueRefusal)) throw error;
    return reply(400, { code: error.code, msg: error.msg });
  }
  return reply(200, stateOf(controlled));
}

const reply = (status: number, body: unknown): VenueReply => ({ status, headers: {}, body });

function stateOf({ exchange, gate, hub }: Controlled): object {
  const next = exchange.nextBarTime();
  return {
    now: exchange.now(),
    time: isoTime(exchange.now()),
    next: next === Infinity ? null : next,
    end: exchange.end,
    faults_pending: gate.pending,
    ...hub.subscriptions,
    prices: Object.fromEntries(exchange.cursors.map(({ tape, price }) => [tape.symbol, price])),
  };
}
