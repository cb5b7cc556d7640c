import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isEvaluationId } from '../../app/evaluations/evaluation-id.js';
import { isRunId } from '../../app/runs/run-id.js';
import type { Runtime } from '../../app/runtime/runtime.js';
import { ApiFailure } from '../api-failure.js';

const KINDS = { runs: isRunId, evaluations: isEvaluationId } as const;

/** The page that a run or an evaluation has written. Only what has the form of an id becomes part of a path. */
export async function readReport({ config }: Runtime, kind: keyof typeof KINDS, id: string): Promise<string> {
  if (KINDS[kind](id)) {
    try {
      return await readFile(join(config.userDataDir, kind, id, 'report.html'), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  throw new ApiFailure(404, 'api.report', 'There is no such report.', 'take an id from the list');
}
