import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { MODELS_OPTIONS } from './options.js';

export const modelsCommand: CommandFactory = ({ session, exitWith }) =>
  withOptions(new Command('models'), MODELS_OPTIONS).action(async (typed: Record<string, unknown>) => {
    const { runModels } = await import('./run.js');
    exitWith(await runModels(session, readFor(session, MODELS_OPTIONS, typed)));
  });
