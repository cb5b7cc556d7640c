import { Command, Option } from 'commander';
import { configOption, jsonOption, type CommandFactory } from '../../command.js';

const modelOption = (): Option => new Option('--model <MODEL>', 'only calls to this provider/name');
const fromOption = (): Option => new Option('--from <TIME>', 'recorded at or after, e.g. 2026-01-31 (UTC)');
const toOption = (): Option => new Option('--to <TIME>', 'recorded before');

export const ledgerCommand: CommandFactory = ({ session }) => {
  const list = new Command('list')
    .description('List recorded model calls, newest first')
    .addOption(modelOption())
    .addOption(fromOption())
    .addOption(toOption())
    .addOption(
      new Option('--finish <HOW>', 'how the call ended').choices([
        'stop',
        'length',
        'content-filter',
        'error',
        'unknown',
        'failed',
      ]),
    )
    .addOption(new Option('--variant <NAME>', 'which masking of the snapshot: none, without-news'))
    .addOption(new Option('--text <TEXT>', 'somewhere in the prompts or the answer'))
    .addOption(new Option('--limit <N>', 'the newest so many').default('20'))
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (options: Record<string, unknown>) => {
      const { runLedgerList } = await import('./run-look.js');
      await runLedgerList(session, options as unknown as Parameters<typeof runLedgerList>[1]);
    });
  const show = new Command('show')
    .description('Show one call: prompts, answer, and what the parser makes of it')
    .argument('<KEY>', 'its key, or how it begins')
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (key: string, options: Record<string, unknown>) => {
      const { runLedgerShow } = await import('./run-look.js');
      await runLedgerShow(session, key, options);
    });
  const stats = new Command('stats')
    .description('Calls, tokens and costs by day and model')
    .addOption(modelOption())
    .addOption(fromOption())
    .addOption(toOption())
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (options: Record<string, unknown>) => {
      const { runLedgerStats } = await import('./run-look.js');
      await runLedgerStats(session, options);
    });
  const exports = new Command('export')
    .description('Write every call as a line of JSON, to be imported elsewhere')
    .addOption(new Option('--out <FILE>', 'default: stdout'))
    .addOption(configOption())
    .action(async (options: Record<string, unknown>) => {
      const { runLedgerExport } = await import('./run-move.js');
      await runLedgerExport(session, options);
    });
  const imports = new Command('import')
    .description('Take the calls of an export into the ledger; calls that are there stay as they are')
    .argument('<FILE>')
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (file: string, options: Record<string, unknown>) => {
      const { runLedgerImport } = await import('./run-move.js');
      await runLedgerImport(session, file, options);
    });
  const prune = new Command('prune')
    .description('Delete recorded calls; without --yes only say which would go')
    .addOption(new Option('--before <TIME>', 'recorded before, e.g. 2026-01-31 (UTC)'))
    .addOption(modelOption())
    .addOption(new Option('--keep-latest', 'only calls whose question was answered again later'))
    .addOption(new Option('--yes', 'really delete them'))
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (options: Record<string, unknown>) => {
      const { runLedgerPrune } = await import('./run-move.js');
      await runLedgerPrune(session, options);
    });
  return new Command('ledger')
    .addCommand(list)
    .addCommand(show)
    .addCommand(stats)
    .addCommand(exports)
    .addCommand(imports)
    .addCommand(prune);
};
