import type { Params } from './params.js';

/** How much of a key a request has to show: `trade` is signed by a key that may trade. */
export type Security = 'none' | 'key' | 'signed' | 'trade';

/** What a key may do. */
export interface KeyRights {
  readonly canTrade: boolean;
  readonly canWithdraw: boolean;
}

/** One endpoint. */
export interface Endpoint {
  readonly security: Security;
  /** Request weight. */
  readonly weight: number;
  /** @param rights of the key; of nobody where none is asked for */
  readonly answer: (params: Params, rights: KeyRights) => unknown;
}

/** `GET /api/v3/ping` to what answers it. */
export type Endpoints = ReadonlyMap<string, Endpoint>;

export const open = (weight: number, answer: Endpoint['answer']): Endpoint => ({ security: 'none', weight, answer });
export const keyed = (answer: Endpoint['answer']): Endpoint => ({ security: 'key', weight: 2, answer });
export const signedRequest = (weight: number, answer: Endpoint['answer']): Endpoint => ({
  security: 'signed',
  weight,
  answer,
});
export const trade = (answer: Endpoint['answer']): Endpoint => ({ security: 'trade', weight: 1, answer });
