import { field } from '../../core/request-field.js';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError, messageOf } from '../../core/errors.js';
import { faultsSchema, type Fault } from '../../live/replay-exchange/faults/fault.js';

/** The faults of a JSON file. @throws InputError naming the file, the fault and what is wrong with it */
export async function readFaults(name: string, cwd: string): Promise<Fault[]> {
  const wrong = (problem: string, cause?: unknown): InputError =>
    new InputError('replay.faults', `${name} (${field('fail')}) ${problem}.`, { where: 'fail', cause });
  let text: string;
  try {
    text = await readFile(resolve(cwd, name), 'utf8');
  } catch (error) {
    throw wrong(`cannot be read: ${messageOf(error)}`, error);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw wrong(`is not valid JSON: ${messageOf(error)}`, error);
  }
  const parsed = faultsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const where = first === undefined || first.path.length === 0 ? 'the list' : `fault ${first.path.join('.')}`;
  throw wrong(`is not a list of faults: ${where}: ${first?.message ?? 'not valid'}`);
}
