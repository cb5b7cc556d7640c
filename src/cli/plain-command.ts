import { Command } from 'commander';
import type { CommandFactory } from './command.js';
import type { GivenBy, OptionTable } from './options/option-table.js';
import type { Session } from './session.js';

/**
 * A command that takes options and nothing else.
 * @param load what runs it, loaded when it is run; a number that it comes to is the exit code
 */
export async function plainCommand<Table extends OptionTable>(
  name: string,
  table: Table,
  load: () => Promise<(session: Session, given: GivenBy<Table>) => Promise<number | undefined> | Promise<void>>,
): Promise<CommandFactory> {
  const { readFor, withOptions } = await import('./options/option-table.js');
  return ({ session, exitWith }) =>
    withOptions(new Command(name), table).action(async (typed: Record<string, unknown>) => {
      const run = await load();
      const code = await run(session, readFor(session, table, typed));
      if (code !== undefined) exitWith(code);
    });
}
