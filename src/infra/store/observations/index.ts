export { openObservations } from './open-observations.js';
export { dateReader } from './table/date-format.js';
export { readBytes, readTable, type TableRow } from './table/read-table.js';
