import { MACRO_FIELDS } from './macro.js';
import { MARKET_FIELDS } from './market.js';
import { ONCHAIN_FIELDS } from './onchain.js';
import type { SnapshotField } from './snapshot-field.js';

/** Every numeric field of a snapshot, by group and name, in the order of the document. */
export const SNAPSHOT_FIELDS = {
  market: MARKET_FIELDS,
  onchain: ONCHAIN_FIELDS,
  macro_context: MACRO_FIELDS,
} as const;

export type FieldGroup = keyof typeof SNAPSHOT_FIELDS;

/** Where a field stands in a snapshot, e.g. `market.funding_rate`. */
export type FieldPath = {
  [Group in FieldGroup]: `${Group}.${keyof (typeof SNAPSHOT_FIELDS)[Group] & string}`;
}[FieldGroup];

/** The same as a list, with their places. */
export const FIELD_LIST: readonly {
  readonly group: FieldGroup;
  readonly name: string;
  readonly path: FieldPath;
  readonly field: SnapshotField;
}[] = (Object.keys(SNAPSHOT_FIELDS) as FieldGroup[]).flatMap((group) =>
  Object.entries<SnapshotField>(SNAPSHOT_FIELDS[group]).map(([name, field]) => ({
    group,
    name,
    path: `${group}.${name}` as FieldPath,
    field,
  })),
);
