import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { JOURNAL_EXPORT_OPTIONS, JOURNAL_SHOW_OPTIONS, JOURNAL_VERIFY_OPTIONS } from './options.js';

type Typed = Record<string, unknown>;
const SESSION = ['<SESSION|FILE>', 'name of a session, its folder, or the file of its journal'] as const;

export const journalCommand: CommandFactory = ({ session, exitWith }) => {
  const verify = withOptions(new Command('verify'), JOURNAL_VERIFY_OPTIONS)
    .description('Check every record of a journal: nothing changed, missing, moved or doubled')
    .argument(...SESSION)
    .action(async (wanted: string, typed: Typed) => {
      const { runJournalVerify } = await import('./run.js');
      exitWith(await runJournalVerify(session, wanted, readFor(session, JOURNAL_VERIFY_OPTIONS, typed)));
    });
  const show = withOptions(new Command('show'), JOURNAL_SHOW_OPTIONS)
    .description('Show the last records of a journal')
    .argument(...SESSION)
    .action(async (wanted: string, typed: Typed) => {
      const { runJournalShow } = await import('./run.js');
      await runJournalShow(session, wanted, readFor(session, JOURNAL_SHOW_OPTIONS, typed));
    });
  const exports = withOptions(new Command('export'), JOURNAL_EXPORT_OPTIONS)
    .description('Write the records as lines of JSON, or as a table')
    .argument(...SESSION)
    .action(async (wanted: string, typed: Typed) => {
      const { runJournalExport } = await import('./run.js');
      await runJournalExport(session, wanted, readFor(session, JOURNAL_EXPORT_OPTIONS, typed));
    });
  return new Command('journal').addCommand(verify).addCommand(show).addCommand(exports);
};
