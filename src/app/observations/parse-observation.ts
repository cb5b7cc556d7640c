import { InputError, messageOf } from '../../core/errors.js';
import { observationSchema, type Observation } from '../../core/observation.js';
import { SERIES, type SeriesName } from '../../core/series.js';

const isSeries = (name: string): name is SeriesName => Object.hasOwn(SERIES, name);

/**
 * One line of a JSONL file of observations.
 * @throws InputError naming the line and the field
 */
export function parseObservation(line: string, where: string): Observation {
  const wrong = (problem: string, cause?: unknown): InputError =>
    new InputError('observations.line', `${where} is not an observation, ${problem}.`, { where, cause });
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
  const { series, unversioned, ...rest } = parsed.data;
  if (!isSeries(series)) throw wrong(`there is no series "${series}" (there are ${Object.keys(SERIES).join(', ')})`);
  return { ...rest, series, ...(unversioned === true ? { unversioned } : {}) };
}

/** Every line that is not empty. @throws InputError naming the first wrong line */
export const parseObservations = (text: string, file: string): Observation[] =>
  text.split('\n').flatMap((line, i) => (line.trim() === '' ? [] : [parseObservation(line, `${file}:${i + 1}`)]));
