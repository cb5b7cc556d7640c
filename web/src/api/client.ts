import type { RouteAnswer, RouteBody, RouteName } from '../../../src/contract/dashboard-routes.js';
import type { ApiError } from '../../../src/contract/dashboard-status.js';
import { tellServerLanguage } from '../language/server-language.js';
import { token } from './token.js';

export const API = './api/v1';

/** A request that was refused or had no answer. `status` 0: the server was not reached. */
export class RequestFailed extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly remedy: string | null,
    /** Of the request, where one is wrong: `execution.taker_fee`. */
    readonly field: string | null = null,
  ) {
    super(message);
  }
}

/** Headers of every request: the mark that a form of another site cannot set, the language of the page, and the token where one was given. */
export function headers(given = token.get()): Record<string, string> {
  const language = { 'Accept-Language': document.documentElement.lang };
  return { 'X-LLM-Trading': 'page', ...language, ...(given === null ? {} : { Authorization: `Bearer ${given}` }) };
}

/** What the server has answered, and its tag, by which it says whether that still holds. */
export interface Known<T> {
  readonly document: T;
  readonly tag: string | null;
}

/** @throws RequestFailed */
async function request(path: string, init: RequestInit): Promise<unknown> {
  return (await renewed(path, init, null)).document;
}

async function renewed<T>(path: string, init: RequestInit, known: Known<T> | null): Promise<Known<T>> {
  const response = await fetch(`${API}${path}`, init).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new RequestFailed(0, 'page.unreachable', '', null);
  });
  if (response.status === 401) token.refused();
  if (response.status === 304 && known !== null) return known;
  const document: unknown = await response.json().catch(() => null);
  if (response.ok) return { document: document as T, tag: response.headers.get('ETag') };
  const { error } = (document ?? {}) as Partial<ApiError>;
  throw new RequestFailed(
    response.status,
    error?.code ?? 'page.answer',
    error?.message ?? response.statusText,
    error?.remedy ?? null,
    error?.field ?? null,
  );
}

/**
 * One request before all others, so that a token that is wrong is sent once and not by every part of the page.
 * @returns why the server does not let the page in; null: it does, or it was not reached, which each part says itself
 */
export async function knock(candidate: string | null): Promise<RequestFailed | null> {
  try {
    const { language } = (await request('/status', { headers: headers(candidate) })) as RouteAnswer<'status'>;
    tellServerLanguage(language);
    if (candidate !== null) token.set(candidate);
  } catch (error) {
    if (error instanceof RequestFailed && (error.status === 401 || error.status === 429)) return error;
    if (!(error instanceof RequestFailed)) throw error;
  }
  return null;
}

/** @param path with its query, as the table of routes has it */
export const read = <Name extends RouteName>(
  _route: Name,
  path: string,
  signal?: AbortSignal,
): Promise<RouteAnswer<Name>> =>
  request(path, { headers: headers(), ...(signal === undefined ? {} : { signal }) }) as Promise<RouteAnswer<Name>>;

/** The same, where what is known of it need not be sent again: then it is the very same object. */
export const readAnew = <Name extends RouteName>(
  _route: Name,
  path: string,
  known: Known<RouteAnswer<Name>> | null,
  signal: AbortSignal,
): Promise<Known<RouteAnswer<Name>>> => {
  const tag = known?.tag ?? null;
  return renewed(path, { headers: { ...headers(), ...(tag === null ? {} : { 'If-None-Match': tag }) }, signal }, known);
};

export const change = <Name extends RouteName>(
  _route: Name,
  method: 'POST' | 'DELETE',
  path: string,
  body?: RouteBody<Name>,
): Promise<RouteAnswer<Name>> =>
  request(path, {
    method,
    headers: { ...headers(), 'Content-Type': 'application/json' },
    ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
  }) as Promise<RouteAnswer<Name>>;
