import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, messageOf } from '../../core/errors.js';
import { evaluationSchema, type Evaluation } from '../../evaluation/evaluate/schema.js';
import { EVALUATION_FILES, evaluationsFolder } from './write-evaluation.js';
import type { Runtime } from '../runtime/runtime.js';
import { isEvaluationId } from './evaluation-id.js';
import { sha256Of } from '../../infra/store/files/sha256.js';

/** An evaluation that was read back, and the hash of its file. */
export interface StoredEvaluation {
  readonly evaluation: Evaluation;
  readonly sha256: string;
}

/** @throws InputError naming the option, where there is no such evaluation or its file is damaged */
export async function readEvaluation(
  { config }: Pick<Runtime, 'config'>,
  id: string,
  option: string,
): Promise<StoredEvaluation> {
  const root = evaluationsFolder(config.userDataDir);
  const path = join(root, id, EVALUATION_FILES.document);
  const unknown = (problem: string, cause?: unknown): InputError =>
    new InputError('evaluation.unknown', `There is no evaluation "${id}" (${option}): ${problem}.`, {
      where: option,
      remedy: `evaluations lie in ${root}; "llm-trading evaluate" makes one`,
      cause,
    });
  if (!isEvaluationId(id)) throw unknown('an id looks like 20250131-130501-042-1a2b3c4d');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw unknown(missing ? `${path} is not there` : `${path} cannot be read (${messageOf(error)})`, error);
  }
  try {
    const evaluation = evaluationSchema.parse(JSON.parse(text));
    return { evaluation, sha256: sha256Of(text) };
  } catch (error) {
    throw new InputError('evaluation.broken', `${path} is not an evaluation of this version: evaluate again.`, {
      where: path,
      cause: error,
    });
  }
}

/** Every evaluation of the user data folder, newest first; damaged ones are left out. */
export async function* newestEvaluations(runtime: Pick<Runtime, 'config'>): AsyncGenerator<StoredEvaluation> {
  const names = await readdir(evaluationsFolder(runtime.config.userDataDir)).catch(() => []);
  for (const id of names.filter(isEvaluationId).sort().reverse()) {
    try {
      yield await readEvaluation(runtime, id, 'evaluations');
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }
}
