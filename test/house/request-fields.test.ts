import { describe, expect, it } from 'vitest';
import { REQUEST_FIELDS } from '../../src/core/request-field.js';
import { FLAG_OF_FIELD } from '../../src/cli/as-typed.js';
import { optionsByCommand } from '../docs/commands.js';
import { sourceFiles, type SourceFile } from '../support/sources.js';

/** Long options of every command, with what follows their name. */
const FLAGS = new Set([...optionsByCommand().values()].flatMap((flags) => [...flags]));

/**
 * What stands below the command line: `app` and all that it uses. Documents of the contract are named by the command lines that
 * print them; texts of a language say what the command line says.
 */
const BELOW = sourceFiles().filter(({ path }) => !/^src\/(?:cli|contract|report\/language)\//.test(path));

/** `file:line: --flag` of each option of ours that a file names. Options of git, npm and model servers are not ours. */
function namedFlags(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, i) =>
        [...line.matchAll(/(?<![-\w]|var\()--([a-z][a-z-]*)/g)].flatMap(([flag]) =>
          FLAGS.has(flag) ? [`${path}:${i + 1}: ${flag}`] : [],
        ),
      ),
  );
}

/** Fields between backticks that `field` did not put there: the command line would say them as options all the same. */
function accidentalFields(files: readonly SourceFile[]): string[] {
  const isField = (name: string): boolean => (REQUEST_FIELDS as readonly string[]).includes(name);
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, i) => {
      if (/^\s*(?:\/?\*|\/\/)/.test(line)) return [];
      const names = [...line.matchAll(/\\`([A-Za-z]+)(?:: [^`]+)?\\`|(?<=['"][^`]*)`([A-Za-z]+)`(?=[^`]*['"])/g)];
      return names.flatMap(([, a, b]) => (isField(a ?? b ?? '') ? [`${path}:${i + 1}: ${a ?? b}`] : []));
    }),
  );
}

/** Command and options of every call of `shellCommand`, as `{ place, command, options }`. */
function shellCommands(files: readonly SourceFile[]): { place: string; words: string; options: string[] }[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(/(?<!function )shellCommand\(\s*['`]([^'`]+)['`](?:,\s*(?:\{([^}]*)\}|\w+))?\s*\)/g)].map(
      ([, words, given = '']) => ({
        place: path,
        words: words!,
        options: [...given.matchAll(/(?:^|,)\s*(\w+):/g)].map(([, name]) => name!),
      }),
    ),
  );
}

describe('a message below the command line', () => {
  it('names no option: a caller of the library has none', () => {
    expect(namedFlags(BELOW)).toEqual([]);
  });

  it('that names one is found, with file and line', () => {
    const text = "const a = 1;\nthrow new InputError('x', '--data is missing, and git --always is not ours.');\n";
    expect(namedFlags([{ path: 'src/app/x.ts', text }])).toEqual(['src/app/x.ts:2: --data']);
  });

  it('puts fields between backticks by `field` alone', () => {
    expect(accidentalFields(BELOW)).toEqual([]);
    const text = "const a = 'say `model` first';\nconst b = `say \\`data: x\\` and \\`samples\\``;\n";
    expect(accidentalFields([{ path: 'src/app/x.ts', text }])).toEqual([
      'src/app/x.ts:1: model',
      'src/app/x.ts:2: data',
    ]);
  });
});

describe('a field', () => {
  it.each(Object.entries(FLAG_OF_FIELD))('%s is said as %s, which a command has', (_, flag) => {
    expect(FLAGS).toContain(flag);
  });

  it.each(REQUEST_FIELDS)('%s is spoken of by a message', (name) => {
    const spoken = sourceFiles().some(
      ({ path, text }) =>
        path !== 'src/core/request-field.ts' && !path.startsWith('src/cli/as-typed') && text.includes(`'${name}'`),
    );
    expect(spoken).toBe(true);
  });
});

it('a command line that a message tells to type is one of ours, with options that it has', () => {
  const found = shellCommands(BELOW);
  expect(found.length).toBeGreaterThan(10);
  for (const { place, words, options } of found) {
    const named = [...optionsByCommand()].find(([path]) => words === path || words.startsWith(`${path} `));
    expect(named, `${place}: ${words}`).toBeDefined();
    for (const option of options)
      expect([...named![1]], `${place}: ${words}`).toContain(
        `--${option.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`,
      );
  }
});
