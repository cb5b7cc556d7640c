/**
 * What Binance answers where it refuses: its code, its words and the status they come with.
 * https://developers.binance.com/docs/binance-spot-api-docs/errors and
 * https://developers.binance.com/docs/derivatives/usds-margined-futures/error-code
 */
export class VenueRefusal extends Error {
  override readonly name = 'VenueRefusal';
  constructor(
    readonly code: number,
    readonly msg: string,
    readonly status = 400,
  ) {
    super(`${code} ${msg}`);
  }
}

/** Codes and words that more than one place needs. */
export const REFUSALS = {
  timestampAhead: () => new VenueRefusal(-1021, "Timestamp for this request was 1000ms ahead of the server's time."),
  outsideWindow: () => new VenueRefusal(-1021, 'Timestamp for this request is outside of the recvWindow.'),
  badSignature: () => new VenueRefusal(-1022, 'Signature for this request is not valid.'),
  badKey: () => new VenueRefusal(-2015, 'Invalid API-key, IP, or permissions for action.', 401),
  noKey: () => new VenueRefusal(-2014, 'API-key format invalid.', 401),
  missing: (name: string) =>
    new VenueRefusal(-1102, `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`),
  illegal: (name: string) => new VenueRefusal(-1100, `Illegal characters found in parameter '${name}'.`),
  symbol: () => new VenueRefusal(-1121, 'Invalid symbol.'),
  interval: () => new VenueRefusal(-1120, 'Invalid interval.'),
  orderType: () => new VenueRefusal(-1116, 'Invalid orderType.'),
  side: () => new VenueRefusal(-1117, 'Invalid side.'),
  noSuchOrder: () => new VenueRefusal(-2013, 'Order does not exist.'),
  unknownOrder: () => new VenueRefusal(-2011, 'Unknown order sent.'),
  filter: (name: string) => new VenueRefusal(-1013, `Filter failure: ${name}`),
  notFound: (path: string) => new VenueRefusal(-5000, `Path ${path}, is invalid`, 404),
} as const;
