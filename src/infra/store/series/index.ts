export { encodeColumns, type PackedColumn } from './encode-columns.js';
export { readColumns, type ReadColumns } from './read-columns.js';
