import { Command, Option } from 'commander';
import { configOption, jsonOption, type CommandFactory } from '../../command.js';

export const doctorCommand: CommandFactory = ({ session, exitWith }) =>
  new Command('doctor')
    .addOption(new Option('--offline', 'leave out whatever needs a network'))
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (options: { offline?: boolean; json?: boolean; config?: string }) => {
      const { doctor } = await import('./run.js');
      exitWith(await doctor(session, options));
    });
