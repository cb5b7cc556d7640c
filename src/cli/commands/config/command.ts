import { Command, Option } from 'commander';
import { configOption, jsonOption, type CommandFactory } from '../../command.js';

export const configCommand: CommandFactory = ({ session }) => {
  const show = new Command('show')
    .description('List every setting with its value and where it came from; secrets show only that they are there')
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (options: { json?: boolean; config?: string }) => {
      const { runConfigShow } = await import('./run.js');
      runConfigShow(session, options);
    });
  const init = new Command('init')
    .description('Write a commented llm-trading.yaml into the working directory')
    .addOption(new Option('--force', 'replace the file that is there'))
    .action(async (options: { force?: boolean }) => {
      const { runConfigInit } = await import('./run.js');
      await runConfigInit(session, options);
    });
  const schema = new Command('schema').description('Print the JSON Schema of llm-trading.yaml').action(async () => {
    const { runConfigSchema } = await import('./run.js');
    runConfigSchema(session);
  });
  const env = new Command('env')
    .description('Print every environment variable, explained: the text of .env.example')
    .action(async () => {
      const { runConfigEnv } = await import('./run.js');
      runConfigEnv(session);
    });
  return new Command('config').addCommand(show).addCommand(init).addCommand(schema).addCommand(env);
};
