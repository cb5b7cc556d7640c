export { openObservations } from './open-observations.js';
export { readBytes, readTable } from './table/read-table.js';
export type { TableRow } from './table/table.js';
