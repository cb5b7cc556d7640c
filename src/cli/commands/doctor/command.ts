import { Command, Option } from 'commander';
import { configOption, jsonOption, type CommandFactory } from '../../command.js';

export const doctorCommand: CommandFactory = ({ session, exitWith }) =>
  new Command('doctor')
    .description(
      'Check this machine, the settings, every source, the models and the clocks, and say how to repair what is wrong',
    )
    .addOption(new Option('--offline', 'leave out whatever needs a network'))
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (options: { offline?: boolean; json?: boolean; config?: string }) => {
      const { doctor } = await import('./run.js');
      exitWith(await doctor(session, options));
    });
