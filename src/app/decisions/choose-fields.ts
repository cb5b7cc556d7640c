import { fieldSetOf, HISTORICAL_FIELDS, keepFields, type MarketSnapshot } from '../../core/market-snapshot/index.js';

/** Which fields of the snapshots are shown to whoever is asked, so that decisions can be pooled. */
export type FieldChoice = 'common' | 'historical' | 'all';

/** The same, or exactly these fields: those of a registration. */
export type ShownFields = FieldChoice | readonly string[];

/** A field that so few decisions lack is kept, and those that lack it are not pooled with the others. */
const COMMON_SHARE = 0.99;

export interface ChosenFields {
  /** What whoever is asked sees. */
  readonly show: (snapshot: MarketSnapshot) => MarketSnapshot;
  /** What was taken out, with how many decisions had it. */
  readonly leftOut: readonly { readonly field: string; readonly n: number }[];
}

/**
 * `common` keeps the fields that nearly every decision has, so that they can be pooled: a source that ends half-way would
 * otherwise split them. `historical` keeps those that history can supply, which is what a live prompt is then to be given.
 */
export function chooseFields(choice: ShownFields, snapshots: readonly MarketSnapshot[]): ChosenFields {
  if (choice === 'all') return { show: (snapshot) => snapshot, leftOut: [] };
  const counts = new Map<string, number>();
  for (const snapshot of snapshots) {
    for (const field of fieldSetOf(snapshot)) counts.set(field, (counts.get(field) ?? 0) + 1);
  }
  const named = typeof choice === 'string' ? null : new Set(choice);
  const historical = new Set(HISTORICAL_FIELDS);
  const isKept = (field: string, n: number): boolean =>
    named?.has(field) ?? (choice === 'historical' ? historical.has(field) : n >= COMMON_SHARE * snapshots.length);
  const kept = named ?? [...counts].flatMap(([field, n]) => (isKept(field, n) ? [field] : []));
  const reason =
    named !== null
      ? 'it was not registered'
      : choice === 'historical'
        ? 'history cannot supply it'
        : `fewer than ${COMMON_SHARE * 100} % of the decisions have it`;
  return {
    show: (snapshot) => keepFields(snapshot, kept, reason),
    leftOut: [...counts]
      .flatMap(([field, n]) => (isKept(field, n) ? [] : [{ field, n }]))
      .sort((a, b) => (a.field < b.field ? -1 : 1)),
  };
}
