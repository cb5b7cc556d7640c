import { createRequire } from 'node:module';
import { Command, Help } from 'commander';
import type * as RussianHelp from '../report/language/help/russian.js';
import { COMMANDS } from './commands/index.js';
import { marksOf, untrusted } from '../report/terminal/marks.js';
import { otherWordHint } from './other-words.js';
import type { Session } from './session.js';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

const EXAMPLES = `
Examples:
  llm-trading demo                              the whole cycle on demo data, offline
  llm-trading cycle --real-data                 the market as it is now, judged by the configured model
  llm-trading cycle --real-data --model llama3.2
  llm-trading size --regime regime.json --side long --json
  llm-trading doctor                            checks everything and says how to repair it

Exit codes: 0 done, 1 a bug, 2 wrong input or configuration, 3 nothing usable came from outside,
4 refused by a limit, 130 interrupted.
Settings: --config FILE, or llm-trading.yaml, .env and the environment; "llm-trading config show" lists them.
`;

/** Texts of the help where it is not English; null where it is. */
type HelpTexts = typeof RussianHelp | null;

/** Descriptions of a command, its arguments and options. */
function translate(command: Command, { helpInRussian }: NonNullable<HelpTexts>): void {
  command.description(helpInRussian(command.description())).helpOption('-h, --help', helpInRussian('show this help'));
  if (command.commands.length > 0) command.helpCommand('help [command]', helpInRussian('show the help of a command'));
  for (const each of [...command.options, ...command.registeredArguments]) {
    each.description = helpInRussian(each.description);
  }
}

/** Applies to every command of the tree: commander does not inherit all of it. */
function configure(command: Command, session: Session, help: HelpTexts): void {
  const width = session.style.width;
  if (help !== null) translate(command, help);
  command
    .exitOverride()
    .showHelpAfterError(session.said(`(llm-trading ${pathOf(command)}--help shows what there is)`))
    .configureHelp({ helpWidth: width, sortSubcommands: false })
    .configureOutput({
      writeOut: (text) => void session.io.stdout.write(help === null ? text : help.helpFrameInRussian(text)),
      writeErr: (text) => void session.io.stderr.write(text),
      getOutHelpWidth: () => width,
      getErrHelpWidth: () => session.errorStyle.width,
      getOutHasColors: () => session.style.paint.isColorSupported,
      getErrHasColors: () => session.errorStyle.paint.isColorSupported,
      outputError: (text, write) => {
        const { errorStyle } = session;
        const lines = text
          .replace(/^error: /, '')
          .trimEnd()
          .split('\n')
          .map((line) => untrusted(session.said(line)));
        const hint = otherWordHint(text);
        if (hint !== null) lines.push(session.said(hint));
        write(`${errorStyle.paint.red(`${marksOf(errorStyle).fail} ${lines.join('\n  ')}`)}\n`);
      },
    });
  for (const child of command.commands) configure(child, session, help);
}

function pathOf(command: Command): string {
  const names: string[] = [];
  for (let at = command; at.parent !== null; at = at.parent) names.unshift(at.name());
  return names.map((name) => `${name} `).join('');
}

const takesOf = new Map(COMMANDS.map(({ name, takes }) => [name, takes]));

/** A command as the help of the program lists it, whether it is loaded or not. */
class ProgramHelp extends Help {
  override subcommandTerm(command: Command): string {
    const takes = takesOf.get(command.name());
    return takes === undefined ? super.subcommandTerm(command) : `${command.name()} ${takes}`.trimEnd();
  }
}

/**
 * The command tree, and with it no more than the line asks for: the options of one command need the table of settings and
 * much of the program, which whoever asks for the list of commands would wait for.
 * @param isUsed which commands are loaded in full; the others stand there with name and description
 */
export async function buildProgram(
  session: Session,
  exitWith: (code: number) => void,
  isUsed: (name: string) => boolean = () => true,
): Promise<Command> {
  // A script that completes is read by a shell: it is the same in every language.
  const isRussian = session.language === 'ru' && !isUsed('completion');
  const help = isRussian ? await import('../report/language/help/russian.js') : null;
  const program = new Command('llm-trading');
  program
    .description('Judges the regime of a crypto market with a language model and sizes positions under hard limits.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .addHelpText('after', help === null ? EXAMPLES : help.EXAMPLES_IN_RUSSIAN)
    .enablePositionalOptions();
  for (const { name, about, load } of COMMANDS) {
    const command = isUsed(name) ? (await load())({ session, exitWith }) : new Command(name);
    program.addCommand(command.description(about));
  }
  configure(program, session, help);
  program.createHelp = () => Object.assign(new ProgramHelp(), program.configureHelp());
  return program;
}
