import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { leagueFileSchema, type LeagueMember } from '../../../contract/league.js';
import { InputError, messageOf } from '../../../core/errors.js';
import { given } from '../../../core/given.js';
import type { BaselineName } from '../../config/index.js';

/** Baselines that take part in every league; climatology is what skill is measured against. */
const ALWAYS: readonly BaselineName[] = ['climatology', 'momentum', 'logistic', 'hmm-2', 'heuristic'];

/** The strategy by which opinions are traded where the first member does not say another. */
const BY_OPINION = 'llm-regime';

/**
 * The members that a file names (YAML or JSON).
 * @throws InputError where it cannot be read, or names something that no member has
 */
export async function readLeagueFile(file: string, cwd: string): Promise<readonly LeagueMember[]> {
  const wrong = (why: string, cause: unknown): InputError =>
    new InputError(
      'league.file',
      `${file} is not the file of a league (${why}): write "members:" with a list of { name, strategy, params, model, prompt }, of which only the name is needed.`,
      { where: 'league', cause },
    );
  let value: unknown;
  try {
    value = parse(await readFile(resolve(cwd, file), 'utf8'));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw wrong(missing ? 'it is not there' : messageOf(error).split('\n')[0]!.replace(/[.:]$/, ''), error);
  }
  const read = leagueFileSchema.safeParse(value);
  if (read.success) return read.data.members;
  const { path, message } = read.error.issues[0]!;
  throw wrong(`${path.length === 0 ? '' : `${path.join('.')}: `}${message}`, read.error);
}

/**
 * All who take part: those of the file, the statistical baselines, by the strategy of the first member that may ask a model, and
 * buy-and-hold. Who is in the file under such a name stays as the file has it.
 */
export function withBaselines(members: readonly LeagueMember[], usual: string | undefined): readonly LeagueMember[] {
  const first = members.find(({ model }) => model !== undefined);
  const strategy = first?.strategy ?? usual ?? BY_OPINION;
  const params = first?.params;
  const added: LeagueMember[] = [
    ...ALWAYS.map((name) => ({
      name,
      model: `baseline/${name}`,
      strategy,
      ...given({ params }),
    })),
    { name: 'buy-and-hold', strategy: 'buy-and-hold' },
  ];
  const names = new Set(members.map(({ name }) => name));
  return [...members, ...added.filter(({ name }) => !names.has(name))];
}
