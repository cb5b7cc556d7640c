import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LlmTradingError, messageOf, UnavailableError } from '../../core/errors.js';
import type { Evaluation } from '../../evaluation/evaluate/schema.js';
import { renderEvaluationReport } from '../../report/html/evaluation/index.js';
import { voiceOf } from '../../report/html/voice.js';
import type { Language } from '../../report/language/catalogue.js';
import { removeLeftovers, unfinishedName } from '../runs/leftovers.js';
import { evaluationId } from './evaluation-id.js';
import { renamed, writeDurable, syncFolder } from '../../infra/store/files/durable-file.js';

/** What lies in the folder of an evaluation. */
export const EVALUATION_FILES = { document: 'evaluation.json', report: 'report.html' } as const;

/** Where the evaluations of a user data folder lie. */
export const evaluationsFolder = (userDataDir: string): string => join(userDataDir, 'evaluations');

export interface WrittenEvaluation {
  readonly evaluation: Evaluation;
  readonly folder: string;
}

/**
 * Writes the folder of an evaluation, whole or not at all: document and report.
 * @param root folder of all evaluations; made where it is missing
 * @param language of the report; the document has none
 * @throws UnavailableError `evaluation.write` with what the disk said
 */
export async function writeEvaluation(
  unnamed: Omit<Evaluation, 'id'>,
  root: string,
  now: number,
  language: Language = 'en',
): Promise<WrittenEvaluation> {
  const wanted = evaluationId(unnamed);
  const unfinished = join(root, unfinishedName());
  const voice = await voiceOf(language);
  await removeLeftovers(root, now);
  try {
    for (let twin = 1; ; twin++) {
      const id = twin === 1 ? wanted : `${wanted}-${twin}`;
      const { schema_version, ...rest } = unnamed;
      const evaluation: Evaluation = { schema_version, id, ...rest };
      await mkdir(unfinished, { recursive: true });
      await writeDurable(join(unfinished, EVALUATION_FILES.document), [`${JSON.stringify(evaluation, null, 1)}\n`], {
        flag: 'w',
      });
      await writeDurable(join(unfinished, EVALUATION_FILES.report), [renderEvaluationReport(evaluation, voice)], {
        flag: 'w',
      });
      await syncFolder(unfinished);
      const folder = join(root, id);
      if (!(await renamed(unfinished, folder))) continue;
      await syncFolder(root);
      return { evaluation, folder };
    }
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true }).catch(() => undefined);
    if (error instanceof LlmTradingError) throw error;
    throw new UnavailableError(
      'evaluation.write',
      `The evaluation could not be written under ${root}: ${messageOf(error)}.`,
      { where: root, remedy: 'check that the disk has room and the folder may be written to', cause: error },
    );
  }
}
