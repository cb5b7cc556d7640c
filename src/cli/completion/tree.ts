import type { Command } from 'commander';

/** What a shell has to know of an option. */
export interface CompletableOption {
  readonly flag: string;
  readonly about: string;
  readonly takesValue: boolean;
  readonly choices: readonly string[];
  readonly takesFile: boolean;
}

/** A command with its place: `[]` is the program itself, `['config', 'show']` a command below another. */
export interface CompletableCommand {
  readonly path: readonly string[];
  readonly about: string;
  readonly children: readonly { readonly name: string; readonly about: string }[];
  /** Words that may stand as arguments, e.g. the shells of `completion`. */
  readonly words: readonly string[];
  readonly options: readonly CompletableOption[];
}

/** The first sentence on one line: shells show it beside the word. */
const short = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .split(/[.:;] /)[0]!
    .slice(0, 70);

function describe(command: Command, path: readonly string[]): CompletableCommand {
  return {
    path,
    about: short(command.description()),
    children: command.commands.map((child) => ({ name: child.name(), about: short(child.description()) })),
    words: command.registeredArguments.flatMap((argument) => argument.argChoices ?? []),
    options: command.options
      .filter((option) => !option.hidden && typeof option.long === 'string')
      .map((option) => ({
        flag: option.long!,
        about: short(option.description),
        takesValue: option.required,
        choices: option.argChoices ?? [],
        takesFile: /[<[]FILE/.test(option.flags),
      })),
  };
}

/** The whole tree, flat, parents first. */
export function completableCommands(command: Command, path: readonly string[] = []): CompletableCommand[] {
  return [
    describe(command, path),
    ...command.commands.flatMap((child) => completableCommands(child, [...path, child.name()])),
  ];
}
