import { Command } from 'commander';
import { configOption, jsonOption, type CommandFactory } from '../../command.js';
import { settingOption } from '../../setting-options.js';

export const demoCommand: CommandFactory = ({ session }) =>
  new Command('demo')
    .addOption(settingOption('llm.model', 'MODEL'))
    .addOption(settingOption('baseAsset', 'PAIR'))
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (options: Record<string, unknown>) => {
      const { runCycleCommand } = await import('../cycle/run.js');
      // A demo must not wait for, or pay, a model that happens to be configured: only a named one is asked.
      await runCycleCommand(session, { model: 'baseline', ...options, demo: true });
      if (options.json !== true) {
        // Under "npm start" nothing has put the command on the path.
        const command = session.io.env.npm_lifecycle_event === undefined ? 'llm-trading' : 'npx llm-trading';
        session.note(
          `\nNext: "${command} doctor" checks sources and models, "${command} cycle --real-data" takes the real market.`,
        );
      }
    });
