import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { output } from '../../options/rows.js';
import { CONFIG_INIT_OPTIONS } from './options.js';

type Typed = Record<string, unknown>;

export const configCommand: CommandFactory = ({ session }) => {
  const show = withOptions(new Command('show'), output)
    .description('List every setting with its value and where it came from; secrets show only that they are there')
    .action(async (typed: Typed) => {
      const { runConfigShow } = await import('./run.js');
      runConfigShow(session, readFor(session, output, typed));
    });
  const init = withOptions(new Command('init'), CONFIG_INIT_OPTIONS)
    .description('Write a commented llm-trading.yaml into the working directory')
    .action(async (typed: Typed) => {
      const { runConfigInit } = await import('./run.js');
      await runConfigInit(session, readFor(session, CONFIG_INIT_OPTIONS, typed));
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
