import { describe, expect, it } from 'vitest';
import type { Command } from 'commander';
import { REMARKS_IN_RUSSIAN } from '../report/language/help/remarks.js';
import { HELP_IN_RUSSIAN, helpFrameInRussian, helpInRussian } from '../report/language/help/russian.js';
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

/** What each command prints below its options. */
async function remarks(): Promise<string[]> {
  const program = await buildProgram(new Session(ioOf().io), () => undefined);
  const texts: string[] = [];
  for (const command of everyCommand(program)) {
    const told = command as unknown as NodeJS.EventEmitter;
    told.emit('afterHelp', { error: false, command, write: (text: string) => texts.push(text) });
  }
  return texts;
}

/** Lines of a text that a person reads: not a heading alone, and no command line. */
const wordedLines = (text: string): string[] =>
  text.split('\n').filter((line) => /[A-Za-z]{2,}/.test(line) && !/^ +(?:(?:bash|zsh|fish) +)?llm-trading /.test(line));

const untold = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => wordedLines(helpFrameInRussian(text)).filter((line) => !/[а-яё]/i.test(line)));

describe('the help in Russian', () => {
  it('has every remark below the options of a command, and names one without', async () => {
    // The program's own examples have comments beside them: a text of their own.
    const texts = (await remarks()).filter((text) => !text.includes('Exit codes: 0 done'));
    expect(texts.length).toBeGreaterThan(10);
    expect(untold(texts), 'write its Russian into src/report/language/help/remarks.ts').toEqual([]);
    expect(untold(['\nExamples:\n  llm-trading paper\n\nIt eats no bread.\n'])).toEqual(['It eats no bread.']);
    const given = texts.join('\n');
    expect(Object.keys(REMARKS_IN_RUSSIAN).filter((text) => !given.includes(text))).toEqual([]);
  });

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
      (
        text
          .replaceAll('e.g.', '')
          .replaceAll('.ru.md', '.md')
          .match(/--[a-z-]+|\b\d+(?:[.,:-]\d+)*|user_data\S*|\.\w+\b/g) ?? []
      ).sort();
    const all = [...Object.entries(HELP_IN_RUSSIAN), ...Object.entries(REMARKS_IN_RUSSIAN)];
    const differ = all.filter(([en, ru]) => kept(en).join(' ') !== kept(ru).join(' '));
    expect(differ).toEqual([]);
  });
});
