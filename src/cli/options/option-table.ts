import { Option, type Command } from 'commander';
import { z } from 'zod';
import type { FlagValue } from '../../app/config/index.js';
import { InputError } from '../../core/errors.js';
import type { Session } from '../session.js';

/** One option of a command. */
export interface OptionRow<T> {
  /** As it is typed, with what it takes: `--every <HOURS>`. */
  readonly flags: string;
  readonly about: string;
  /** Reads what was typed: a text, true where nothing may follow or nothing does, a list where it may be repeated. */
  readonly reader: z.ZodType<T>;
  readonly choices?: readonly string[];
  /** Each time it is typed adds to the list. */
  readonly repeatable?: boolean;
  /** The text that counts as typed where the option is left out. */
  readonly fallback?: string;
  /** What the help says of the default where that is no text. */
  readonly fallbackAbout?: string;
  readonly mandatory?: boolean;
  /** Fields of the table that cannot be given beside it. */
  readonly conflicts?: readonly string[];
  /** The setting that it is for this one command; the table of settings reads its text. */
  readonly setting?: string;
}

/** The options of a command by the field of the request that each sets, in the order of the help. */
export type OptionTable = Readonly<Record<string, OptionRow<unknown>>>;

type Read<Row> = Row extends OptionRow<infer T> ? T : never;
type Certain = { readonly mandatory: true } | { readonly fallback: string } | { readonly flags: `--no-${string}` };

/** What a table makes of a command line: the typed request. */
export type GivenBy<Table> = {
  readonly [Name in keyof Table as Table[Name] extends Certain ? Name : never]: Read<Table[Name]>;
} & {
  readonly [Name in keyof Table as Table[Name] extends Certain ? never : Name]?: Read<Table[Name]>;
};

type More = Omit<OptionRow<unknown>, 'flags' | 'about' | 'reader'>;

/** A row with its own type: what is said of it in `more` decides whether the field is always there. */
export const option = <const Flags extends string, Reader extends z.ZodType, const Rest extends More = object>(
  flags: Flags,
  about: string,
  reader: Reader,
  more?: Rest,
): { readonly flags: Flags; readonly about: string; readonly reader: z.ZodType<z.output<Reader>> } & Rest => ({
  flags,
  about,
  reader: reader as z.ZodType<z.output<Reader>>,
  ...more!,
});

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

const choicesOf = ({ choices, reader }: OptionRow<unknown>): readonly string[] | undefined =>
  choices ?? (reader instanceof z.ZodEnum ? reader.options.map(String) : undefined);

const longOf = (flags: string): string => /^--[a-z-]+/.exec(flags)![0];
const attributeOf = (flags: string): string => new Option(flags).attributeName();

function optionOf(row: OptionRow<unknown>, table: OptionTable): Option {
  const built = new Option(row.flags, row.about);
  const choices = choicesOf(row);
  if (choices !== undefined) built.choices(choices);
  if (row.repeatable === true) built.argParser(collect);
  if (row.fallback !== undefined) built.default(row.fallback);
  if (row.fallbackAbout !== undefined) built.default(undefined, row.fallbackAbout);
  if (row.mandatory === true) built.makeOptionMandatory();
  if (row.conflicts !== undefined) {
    built.conflicts(row.conflicts.map((name) => attributeOf(table[name]!.flags)));
  }
  return built;
}

/** The command with the options of its table, in that order. */
export function withOptions(command: Command, table: OptionTable): Command {
  for (const row of Object.values(table)) command.addOption(optionOf(row, table));
  return command;
}

/** The option of each field of a table: `everyHours` is `--every`. */
export const flagsOfFields = (table: OptionTable): ReadonlyMap<string, string> =>
  new Map(Object.entries(table).map(([name, { flags }]) => [name, longOf(flags)]));

/**
 * The request that a command line makes, every text read.
 * @param raw what the parser of the command line found
 * @throws InputError naming the option whose text is wrong
 */
export function readOptions<Table extends OptionTable>(
  table: Table,
  raw: Readonly<Record<string, unknown>>,
): GivenBy<Table> {
  const given: Record<string, unknown> = {};
  for (const [name, row] of Object.entries(table)) {
    const typed = raw[attributeOf(row.flags)];
    if (typed !== undefined) given[name] = readTyped(row, name, typed);
  }
  return given as GivenBy<Table>;
}

function readTyped({ flags, reader }: OptionRow<unknown>, name: string, typed: unknown): unknown {
  const read = reader.safeParse(typed);
  if (read.success) return read.data;
  const { message } = read.error.issues[0]!;
  const text = Array.isArray(typed) ? typed.join(' ') : String(typed);
  // A number that is out of range stands there as a number.
  const shown = /^[-+]?\d+(?:\.\d+)?$/.test(text) ? String(Number(text)) : `"${text.slice(0, 40)}"`;
  throw new InputError('input.option', `${longOf(flags)} is ${shown}: ${message}.`, {
    where: name,
    expected: message.replace(/^it must be /, ''),
    cause: read.error,
  });
}

/** The same of the command that a session runs: what is said to whoever typed it then names its options. */
export function readFor<Table extends OptionTable>(
  session: Session,
  table: Table,
  raw: Readonly<Record<string, unknown>>,
): GivenBy<Table> {
  session.flags = flagsOfFields(table);
  return readOptions(table, raw);
}

/** The settings among what was given, with the options that they came by. */
export function settingsOf(
  table: OptionTable,
  given: Readonly<Record<string, unknown>>,
): Record<string, FlagValue | undefined> {
  const settings: Record<string, FlagValue | undefined> = {};
  for (const [name, { setting, flags }] of Object.entries(table)) {
    const value = given[name];
    if (setting !== undefined && typeof value === 'string') settings[setting] = { name: longOf(flags), value };
  }
  return settings;
}

type Present<T, Name extends keyof T> = {
  [Each in Name as undefined extends T[Each] ? never : Each]: T[Each];
} & { [Each in Name as undefined extends T[Each] ? Each : never]?: Exclude<T[Each], undefined> };

/** Those of the named fields that were given. */
export const passedOn = <T extends object, Name extends keyof T>(given: T, names: readonly Name[]): Present<T, Name> =>
  Object.fromEntries(names.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]]))) as Present<
    T,
    Name
  >;
