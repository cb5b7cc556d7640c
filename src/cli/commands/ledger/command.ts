import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { output } from '../../options/rows.js';
import { LEDGER_EXPORT_OPTIONS, LEDGER_LIST_OPTIONS, LEDGER_PRUNE_OPTIONS, STATS_OPTIONS } from './options.js';

type Typed = Record<string, unknown>;

export const ledgerCommand: CommandFactory = ({ session }) => {
  const list = withOptions(new Command('list'), LEDGER_LIST_OPTIONS)
    .description('List recorded model calls, newest first')
    .action(async (typed: Typed) => {
      const { runLedgerList } = await import('./run-look.js');
      await runLedgerList(session, readFor(session, LEDGER_LIST_OPTIONS, typed));
    });
  const show = withOptions(new Command('show'), output)
    .description('Show one call: prompts, answer, and what the parser makes of it')
    .argument('<KEY>', 'its key, or how it begins')
    .action(async (key: string, typed: Typed) => {
      const { runLedgerShow } = await import('./run-look.js');
      await runLedgerShow(session, key, readFor(session, output, typed));
    });
  const stats = withOptions(new Command('stats'), STATS_OPTIONS)
    .description('Calls, tokens and costs by day and model')
    .action(async (typed: Typed) => {
      const { runLedgerStats } = await import('./run-look.js');
      await runLedgerStats(session, readFor(session, STATS_OPTIONS, typed));
    });
  const exports = withOptions(new Command('export'), LEDGER_EXPORT_OPTIONS)
    .description('Write every call as a line of JSON, to be imported elsewhere')
    .action(async (typed: Typed) => {
      const { runLedgerExport } = await import('./run-move.js');
      await runLedgerExport(session, readFor(session, LEDGER_EXPORT_OPTIONS, typed));
    });
  const imports = withOptions(new Command('import'), output)
    .description('Take the calls of an export into the ledger; calls that are there stay as they are')
    .argument('<FILE>')
    .action(async (file: string, typed: Typed) => {
      const { runLedgerImport } = await import('./run-move.js');
      await runLedgerImport(session, file, readFor(session, output, typed));
    });
  const prune = withOptions(new Command('prune'), LEDGER_PRUNE_OPTIONS)
    .description('Delete recorded calls; without --yes only say which would go')
    .action(async (typed: Typed) => {
      const { runLedgerPrune } = await import('./run-move.js');
      await runLedgerPrune(session, readFor(session, LEDGER_PRUNE_OPTIONS, typed));
    });
  return new Command('ledger')
    .addCommand(list)
    .addCommand(show)
    .addCommand(stats)
    .addCommand(exports)
    .addCommand(imports)
    .addCommand(prune);
};
