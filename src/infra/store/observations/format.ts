import type { DatabaseFormat } from '../sqlite/open-database.js';

/**
 * `item` tells apart what may share a moment: headlines. `tallies` has one row for each series, symbol and source, so that
 * listing them reads no rows.
 */
const TABLES = `
CREATE TABLE observations (
  series TEXT NOT NULL,
  symbol TEXT NOT NULL,
  source TEXT NOT NULL,
  observed_at INTEGER NOT NULL,
  item TEXT NOT NULL,
  retrieved_at INTEGER NOT NULL,
  available_at INTEGER NOT NULL,
  value_json TEXT NOT NULL,
  unversioned INTEGER NOT NULL,
  checksum TEXT NOT NULL,
  PRIMARY KEY (series, symbol, source, observed_at, item, retrieved_at)
) STRICT, WITHOUT ROWID;
CREATE TABLE tallies (
  series TEXT NOT NULL,
  symbol TEXT NOT NULL,
  source TEXT NOT NULL,
  conflicts INTEGER NOT NULL,
  PRIMARY KEY (series, symbol, source)
) STRICT, WITHOUT ROWID;
CREATE TABLE snapshots (
  as_of INTEGER NOT NULL,
  base_asset TEXT NOT NULL,
  origin TEXT NOT NULL,
  horizon_hours REAL NOT NULL,
  fields TEXT NOT NULL,
  snapshot_json TEXT NOT NULL,
  checksum TEXT NOT NULL,
  PRIMARY KEY (as_of, base_asset, origin, horizon_hours, fields)
) STRICT, WITHOUT ROWID;
CREATE TABLE coverage (
  source TEXT NOT NULL,
  symbol TEXT NOT NULL,
  start INTEGER NOT NULL,
  through INTEGER NOT NULL,
  PRIMARY KEY (source, symbol, start)
) STRICT, WITHOUT ROWID;
`;

/** `application_id` "LLTO". */
export const OBSERVATIONS: DatabaseFormat = {
  name: 'the store of observations',
  code: 'observations',
  applicationId: 0x4c4c544f,
  version: 1,
  tables: TABLES,
};
