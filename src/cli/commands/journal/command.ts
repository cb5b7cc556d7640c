import { Command, Option } from 'commander';
import { configOption, jsonOption, type CommandFactory } from '../../command.js';

const kindOption = (): Option => new Option('--kind <KIND...>', 'only records of these kinds');
const SESSION = ['<SESSION|FILE>', 'name of a session, its folder, or the file of its journal'] as const;

export const journalCommand: CommandFactory = ({ session, exitWith }) => {
  const verify = new Command('verify')
    .description('Check every record of a journal: nothing changed, missing, moved or doubled')
    .argument(...SESSION)
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (wanted: string, options: Record<string, unknown>) => {
      const { runJournalVerify } = await import('./run.js');
      exitWith(await runJournalVerify(session, wanted, options));
    });
  const show = new Command('show')
    .description('Show the last records of a journal')
    .argument(...SESSION)
    .addOption(kindOption())
    .addOption(new Option('--tail <N>', 'the last so many').default('20'))
    .addOption(new Option('--json', 'print a line of JSON a record'))
    .addOption(configOption())
    .action(async (wanted: string, options: Record<string, unknown>) => {
      const { runJournalShow } = await import('./run.js');
      await runJournalShow(session, wanted, options as unknown as Parameters<typeof runJournalShow>[2]);
    });
  const exports = new Command('export')
    .description('Write the records as lines of JSON, or as a table')
    .argument(...SESSION)
    .addOption(new Option('--out <FILE>', 'default: stdout'))
    .addOption(
      new Option('--format <FORMAT>', 'default: csv where FILE ends with .csv, else jsonl').choices(['jsonl', 'csv']),
    )
    .addOption(kindOption())
    .addOption(configOption())
    .action(async (wanted: string, options: Record<string, unknown>) => {
      const { runJournalExport } = await import('./run.js');
      await runJournalExport(session, wanted, options);
    });
  return new Command('journal').addCommand(verify).addCommand(show).addCommand(exports);
};
