export { buildResultDocument, type RunContext } from './result-document.js';
export { writeRun, type WriteRunOptions, type WrittenRun } from './write-run.js';
export { listRuns, readRun, readRunSummary, type RunList, type StoredRun } from './read-run.js';
export { inputHash, isRunId } from './run-id.js';
export type { RunSummary } from './run-files.js';
