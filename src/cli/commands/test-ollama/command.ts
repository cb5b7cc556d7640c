import { Command } from 'commander';
import { configOption, jsonOption, type CommandFactory } from '../../command.js';
import { settingOption } from '../../setting-options.js';

export const testOllamaCommand: CommandFactory = ({ session, exitWith }) =>
  new Command('test-ollama')
    .addOption(settingOption('llm.model', 'MODEL'))
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (options: Record<string, unknown>) => {
      const { runTestOllama } = await import('./run.js');
      exitWith(await runTestOllama(session, options));
    });
