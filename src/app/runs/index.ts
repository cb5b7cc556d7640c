export { writeRun } from './write-run.js';
export { listRuns, readRun } from './read-run.js';
export { resultHash } from './result-hash.js';
export { inputHash } from './run-id.js';
export { storedRuns, planRunPrune, type RunOrder } from './stored-runs.js';
export { deleteRuns } from './delete-runs.js';
