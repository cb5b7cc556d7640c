import { parseDecimal } from '../../core/decimal.js';
import { REFUSALS } from './refusal.js';

/** The parameters of a request, as they came: texts. */
export type Params = Readonly<Record<string, string>>;

/** @throws VenueRefusal −1102 where it is missing or empty */
export function required(params: Params, name: string): string {
  const value = params[name];
  if (value === undefined || value === '') throw REFUSALS.missing(name);
  return value;
}

/** A number above 0. @throws VenueRefusal −1102 where it is missing, −1100 where it is not such a number */
export function positive(params: Params, name: string): number {
  const value = parseDecimal(required(params, name));
  if (value === null || value <= 0) throw REFUSALS.illegal(name);
  return value;
}

/** A number above 0, or NaN where the parameter is not there. @throws VenueRefusal −1100 where it is not such a number */
export const optionalPositive = (params: Params, name: string): number =>
  params[name] === undefined || params[name] === '' || parseDecimal(params[name]) === 0 ? NaN : positive(params, name);

/** A whole number at or above 0, or the default. @throws VenueRefusal −1100 */
export function wholeOr<T>(params: Params, name: string, otherwise: T): number | T {
  const text = params[name];
  if (text === undefined || text === '') return otherwise;
  if (!/^\d{1,16}$/.test(text)) throw REFUSALS.illegal(name);
  return Number(text);
}

export const isTrue = (params: Params, name: string): boolean => params[name]?.toLowerCase() === 'true';

/** One of the named values. @throws VenueRefusal that `refuse` makes */
export function oneOf<T extends string>(value: string, known: readonly T[], refuse: () => Error): T {
  const found = known.find((each) => each === value);
  if (found === undefined) throw refuse();
  return found;
}
