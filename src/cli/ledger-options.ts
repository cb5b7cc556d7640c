import { Option, type Command } from 'commander';

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
