import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { option, readFor, withOptions } from '../../options/option-table.js';
import { flagOnly } from '../../options/readers.js';
import { output } from '../../options/rows.js';

const STATUS_OPTIONS = {
  once: option('--once', 'show it once and end (default on a terminal: every second until Ctrl-C)', flagOnly),
  ...output,
} as const;

const EXAMPLES = `
Examples:
  llm-trading status
  llm-trading status paper --once
  llm-trading status --json

It reads journals and documents alone: it locks nothing, and may be left open beside a running session.
`;

export const statusCommand: CommandFactory = ({ session }) =>
  withOptions(new Command('status'), STATUS_OPTIONS)
    .argument('[SESSION]', 'name of the session; without one all of them')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string | undefined, typed: Record<string, unknown>) => {
      const { runStatus } = await import('./run.js');
      await runStatus(session, name, readFor(session, STATUS_OPTIONS, typed));
    });
