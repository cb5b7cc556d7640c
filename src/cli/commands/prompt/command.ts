import { Command, Option } from 'commander';
import { configOption, jsonOption, type CommandFactory, addLedgerOptions } from '../../command.js';
import { settingOption } from '../../setting-options.js';
import { addSnapshotOptions } from '../../snapshot-options.js';

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

export const promptCommand: CommandFactory = ({ session }) => {
  const list = new Command('list')
    .description('List the prompts: the one that ships, and your own')
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (options: Record<string, unknown>) => {
      const { runPromptList } = await import('./run-files.js');
      await runPromptList(session, options);
    });
  const show = new Command('show')
    .description('Print a prompt as it is written')
    .argument('[ID]', 'default: the chosen one')
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (id: string | undefined, options: Record<string, unknown>) => {
      const { runPromptShow } = await import('./run-files.js');
      await runPromptShow(session, id, options);
    });
  const diff = new Command('diff')
    .description('Show what two prompts say differently')
    .argument('<A>')
    .argument('<B>')
    .addOption(configOption())
    .action(async (a: string, b: string, options: Record<string, unknown>) => {
      const { runPromptDiff } = await import('./run-files.js');
      await runPromptDiff(session, a, b, options);
    });
  const create = new Command('new')
    .description('Write a prompt to begin with: a copy of another one, dated today')
    .argument('<ID>', 'small letters, digits and hyphens, e.g. regime-mine-1')
    .addOption(new Option('--from <PROMPT>', 'whose words it begins with').default('regime-2-compact'))
    .addOption(configOption())
    .action(async (id: string, options: Record<string, unknown>) => {
      const { runPromptNew } = await import('./run-files.js');
      await runPromptNew(session, id, options as { from: string });
    });
  const attempt = addLedgerOptions(
    new Command('try')
      .description('Make the prompts of chosen dates from recorded data; with --model, ask for its answers')
      .argument('[ID]', 'default: the chosen one')
      .addOption(
        new Option('--dates <TIMES>', 'e.g. 2022-06-13,2022-11-09 (UTC), separated by commas').makeOptionMandatory(),
      )
      .addOption(
        new Option('--data <FILE|SYMBOL:INTERVAL>', 'bars, as for a backtest; may be repeated').argParser(collect),
      )
      .addOption(new Option('--funding <FILE>', 'settled funding; may be repeated').argParser(collect))
      .addOption(new Option('--observations <FILE>', 'what was known then beside the bars: a JSONL file, or "store"'))
      .addOption(settingOption('baseAsset', 'PAIR'))
      .addOption(settingOption('horizonHours', 'HOURS'))
      .addOption(settingOption('llm.model', 'MODEL')),
  )
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (id: string | undefined, options: Record<string, unknown>) => {
      const { runPromptTry } = await import('./run-try.js');
      await runPromptTry(session, id, options as unknown as Parameters<typeof runPromptTry>[2]);
    });
  return (
    addSnapshotOptions(new Command('prompt'), true)
      .addOption(settingOption('llm.prompt', 'ID'))
      .addOption(jsonOption())
      .addOption(configOption())
      // Options after the name of a command below are that command's.
      .enablePositionalOptions()
      .action(async (options: Record<string, unknown>) => {
        const { runPrompt } = await import('./run.js');
        await runPrompt(session, options);
      })
      .addCommand(list)
      .addCommand(show)
      .addCommand(diff)
      .addCommand(create)
      .addCommand(attempt)
  );
};
