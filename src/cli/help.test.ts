import { describe, expect, it } from 'vitest';
import type { Command } from 'commander';
import { HELP_IN_RUSSIAN, helpInRussian } from '../report/language/help/russian.js';
import { ioOf } from '../../test/e2e/support/cli.js';
import { buildProgram } from './program.js';
import { Session } from './session.js';

const everyCommand = (command: Command): Command[] => [command, ...command.commands.flatMap(everyCommand)];

async function descriptions(): Promise<Set<string>> {
  const program = await buildProgram(new Session(ioOf().io), () => undefined);
  const texts = everyCommand(program).flatMap((command) => [
    command.description(),
    ...[...command.options, ...command.registeredArguments].map(({ description }) => description),
  ]);
  return new Set(texts.filter((text) => text !== ''));
}

describe('the help in Russian', () => {
  it('has every description of a command, an argument, an option', async () => {
    expect([...(await descriptions())].filter((text) => helpInRussian(text) === text)).toEqual([]);
    expect(helpInRussian('no such option')).toBe('no such option');
  });

  it('has none that no command gives', async () => {
    const given = [...(await descriptions())].flatMap((text) => [text, text.replace(/ \(default [^()]*\)$/, '')]);
    const own = ['show this help', 'show the help of a command'];
    expect(Object.keys(HELP_IN_RUSSIAN).filter((text) => !given.includes(text) && !own.includes(text))).toEqual([]);
  });

  it('names the options, the files and the numbers of the English', () => {
    const kept = (text: string): string[] =>
      (text.replaceAll('e.g.', '').match(/--[a-z-]+|\b\d+(?:[.,:-]\d+)*|user_data\S*|\.\w+\b/g) ?? []).sort();
    const differ = Object.entries(HELP_IN_RUSSIAN).filter(([en, ru]) => kept(en).join(' ') !== kept(ru).join(' '));
    expect(differ).toEqual([]);
  });
});
