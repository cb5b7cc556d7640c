import type { ServerResponse } from 'node:http';
import type { Random } from '../../src/core/ports/random.js';

/** A reply of the healthy source behind the fault server. */
export interface HealthyReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One request under a fault: what it may use. */
export interface Exchange {
  readonly path: string;
  readonly response: ServerResponse;
  readonly random: Random;
  /** True where the connection was there before the fault began. */
  readonly oldConnection: boolean;
  now(): number;
  /** Asks the healthy source, for another path if one is given. */
  healthy(path?: string): Promise<HealthyReply>;
  /** Keeps the connection open and silent for so long (simulated), or until the other side leaves: then false. */
  silence(ms: number): Promise<boolean>;
}

export type FaultGroup = 'connection' | 'http' | 'body' | 'meaning';

/** Faults before any server is reached: the harness leads the connection astray. */
export type Misroute = 'refused' | 'dns' | 'tls';

export interface FaultVariant {
  /** Distinguishes the forms of one fault; empty where there is one. */
  readonly name: string;
  readonly misroute?: Misroute;
  /** How far the source's own clock is off, ms: it answers as of that moment. */
  readonly clockShiftMs?: number;
  /** Answers instead of the healthy source. */
  respond?(exchange: Exchange): Promise<void>;
}

export interface Fault {
  readonly id: string;
  readonly group: FaultGroup;
  readonly variants: readonly FaultVariant[];
}

/** Sends a whole reply. */
export function sendReply(
  { response }: Exchange,
  status: number,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-length': String(Buffer.byteLength(body)), ...headers });
  response.end(body);
}

/** What belongs to the healthy body or its connection alone. */
const OF_THE_BODY = new Set(['content-length', 'transfer-encoding', 'connection']);

/** The headers of a healthy reply that still hold when its body is changed. */
export const keptHeaders = ({ headers }: HealthyReply): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_THE_BODY.has(name)));
