import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError, messageOf } from '../../core/errors.js';
import { observationSchema, type Observation } from '../../core/observation.js';
import { SERIES, type SeriesName } from '../../core/series.js';

export interface LoadedObservations {
  readonly observations: readonly Observation[];
  readonly sha256: string;
}

const isSeries = (name: string): name is SeriesName => Object.hasOwn(SERIES, name);

/**
 * Observations from a JSONL file, one document a line, empty lines allowed.
 * @throws InputError naming the line and the field
 */
export async function loadObservations(file: string, cwd: string): Promise<LoadedObservations> {
  let text: string;
  try {
    text = await readFile(resolve(cwd, file), 'utf8');
  } catch (error) {
    const problem = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is not there' : messageOf(error);
    throw new InputError('observations.file', `${file} (--observations) ${problem}: check the path.`, {
      where: '--observations',
      cause: error,
    });
  }
  const observations: Observation[] = [];
  text.split('\n').forEach((line, i) => {
    if (line.trim() !== '') observations.push(observationOf(line, `${file}:${i + 1}`));
  });
  return { observations, sha256: createHash('sha256').update(text).digest('hex') };
}

function observationOf(line: string, where: string): Observation {
  const wrong = (problem: string, cause?: unknown): InputError =>
    new InputError('observations.line', `${where} is no observation, ${problem}.`, { where, cause });
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw wrong(`the line is not valid JSON (${messageOf(error)})`, error);
  }
  const parsed = observationSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw wrong(`${issue.path.join('.') || 'the line'}: ${issue.message}`, parsed.error);
  }
  const { series, ...rest } = parsed.data;
  if (!isSeries(series)) throw wrong(`there is no series "${series}" (there are ${Object.keys(SERIES).join(', ')})`);
  return { ...rest, series };
}
