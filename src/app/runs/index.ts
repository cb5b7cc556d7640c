export { writeRun } from './write-run.js';
export { listRuns, readRun } from './read-run.js';
export { inputHash } from './run-id.js';
