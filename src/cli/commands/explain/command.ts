import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { output, several } from '../../options/rows.js';

const explainOptions = {
  data: several(
    '--data <FILE|SYMBOL:INTERVAL>',
    'where bars are that the session missed: a file, or a stored series such as BTCUSDT:1h; may be repeated',
  ),
  ...output,
} as const;

const EXAMPLES = `
Examples:
  llm-trading explain paper
  llm-trading explain live --json
  llm-trading explain live --data BTCUSDT:1h

It reads the journal, and bars that are named, asks no model and writes nothing; the session may be running.
`;

export const explainCommand: CommandFactory = ({ session }) =>
  withOptions(new Command('explain'), explainOptions)
    .argument('<SESSION>', 'name of the session')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string, typed: Record<string, unknown>) => {
      const { runExplain } = await import('./run.js');
      await runExplain(session, name, readFor(session, explainOptions, typed));
    });
