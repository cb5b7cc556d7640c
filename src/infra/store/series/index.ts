export { encodeColumns, type TableColumn } from './encode-columns.js';
export { readColumns, type ReadColumns } from './read-columns.js';
