import { Option, type Command } from 'commander';
import type { Session } from './session.js';

/** What a command is built with. */
export interface CommandContext {
  readonly session: Session;
  /** Ends with this exit code once the command returns; for what is not an error, such as a failed check. */
  readonly exitWith: (code: number) => void;
}

export type CommandFactory = (context: CommandContext) => Command;

export const jsonOption = (): Option => new Option('--json', 'print one JSON document');
export const configOption = (): Option =>
  new Option('--config <FILE>', 'read settings from this file instead of llm-trading.yaml');

/** How model calls and the ledger go together, alike for every command that asks a model. */
export function addLedgerOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--record',
        'write every model call to the ledger, and pay for none that is there already (the default)',
      ).conflicts('replay'),
    )
    .addOption(new Option('--replay', 'take the answers from the ledger of recorded model calls, and ask no server'));
}
