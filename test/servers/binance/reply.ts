/** What a route answers with; the body is sent as JSON. */
export interface VenueReply {
  readonly status: number;
  readonly body: unknown;
  /** Weight this request cost. */
  readonly weight: number;
}

/** Binance's error numbers as its documentation lists them. */
const ERRORS = {
  [-1003]: 'Too much request weight used; current limit is 6000 request weight per 1 MINUTE.',
  [-1102]: "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.",
  [-1120]: 'Invalid interval.',
  [-1121]: 'Invalid symbol.',
  [-1130]: "parameter 'startTime' is invalid.",
} as const;

export const ok = (body: unknown, weight: number): VenueReply => ({ status: 200, body, weight });

export const refused = (code: keyof typeof ERRORS, status = 400): VenueReply => ({
  status,
  body: { code, msg: ERRORS[code] },
  weight: 1,
});

/** `"67000.10000000"`: prices and sizes are strings with eight decimals on spot. */
export const text = (value: number, decimals = 8): string => value.toFixed(decimals);

/** A whole-number parameter; `fallback` where it is absent. */
export function integer(query: URLSearchParams, name: string, fallback: number): number {
  const raw = query.get(name);
  return raw === null || !/^\d+$/.test(raw) ? fallback : Number(raw);
}
