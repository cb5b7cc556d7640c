import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { CYCLE_OPTIONS } from './options.js';

export const cycleCommand: CommandFactory = ({ session, exitWith }) =>
  withOptions(new Command('cycle'), CYCLE_OPTIONS)
    .addHelpText(
      'after',
      '\nWithout --model: LLM_MODEL, else the configured Ollama server, else the statistical baseline.',
    )
    .action(async (typed: Record<string, unknown>) => {
      const given = readFor(session, CYCLE_OPTIONS, typed);
      const { assets } = given;
      if (assets !== undefined) {
        const { runAssetsCommand } = await import('./run-assets.js');
        exitWith(await runAssetsCommand(session, { ...given, assets }));
        return;
      }
      const { runCycleCommand } = await import('./run.js');
      await runCycleCommand(session, given);
    });
