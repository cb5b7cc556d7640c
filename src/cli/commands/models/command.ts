import { Command, Option } from 'commander';
import { PROVIDERS } from '../../../app/config/index.js';
import { configOption, jsonOption, type CommandFactory } from '../../command.js';

export const modelsCommand: CommandFactory = ({ session, exitWith }) =>
  new Command('models')
    .addOption(new Option('--provider <NAME>', 'only this one, configured or not').choices([...PROVIDERS]))
    .addOption(
      new Option(
        '--probe [MODEL...]',
        'ask each of these one short question (it may have to be loaded); without names the chosen model, "all" for every one',
      ),
    )
    .addOption(
      new Option(
        '--questions <N>',
        'with --probe: ask each of them the question of a decision as often, and tell how many answers are valid and how fast they come',
      ),
    )
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (options: Record<string, unknown>) => {
      const { runModels } = await import('./run.js');
      exitWith(await runModels(session, options));
    });
