export { openObservations } from './open-observations.js';
export { dateReader, type DateReader } from './table/date-format.js';
export { readBytes, readTable, type Table, type TableRow } from './table/read-table.js';
