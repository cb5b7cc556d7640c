export { openObservations } from './open-observations.js';
export { readBytes, readTable, type TableRow } from './table/read-table.js';
