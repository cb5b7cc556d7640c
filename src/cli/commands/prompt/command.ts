import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { output } from '../../options/rows.js';
import { PROMPT_DIFF_OPTIONS, PROMPT_NEW_OPTIONS, PROMPT_OPTIONS, PROMPT_TRY_OPTIONS } from './options.js';

type Typed = Record<string, unknown>;

export const promptCommand: CommandFactory = ({ session }) => {
  const list = withOptions(new Command('list'), output)
    .description('List the prompts: the one that ships, and your own')
    .action(async (typed: Typed) => {
      const { runPromptList } = await import('./run-files.js');
      await runPromptList(session, readFor(session, output, typed));
    });
  const show = withOptions(new Command('show'), output)
    .description('Print a prompt as it is written')
    .argument('[ID]', 'default: the chosen one')
    .action(async (id: string | undefined, typed: Typed) => {
      const { runPromptShow } = await import('./run-files.js');
      await runPromptShow(session, id, readFor(session, output, typed));
    });
  const diff = withOptions(new Command('diff'), PROMPT_DIFF_OPTIONS)
    .description('Show what two prompts say differently')
    .argument('<A>')
    .argument('<B>')
    .action(async (a: string, b: string, typed: Typed) => {
      const { runPromptDiff } = await import('./run-files.js');
      await runPromptDiff(session, a, b, readFor(session, PROMPT_DIFF_OPTIONS, typed));
    });
  const create = withOptions(new Command('new'), PROMPT_NEW_OPTIONS)
    .description('Write a prompt to begin with: a copy of another one, dated today')
    .argument('<ID>', 'small letters, digits and hyphens, e.g. regime-mine-1')
    .action(async (id: string, typed: Typed) => {
      const { runPromptNew } = await import('./run-files.js');
      await runPromptNew(session, id, readFor(session, PROMPT_NEW_OPTIONS, typed));
    });
  const attempt = withOptions(new Command('try'), PROMPT_TRY_OPTIONS)
    .description('Make the prompts of chosen dates from recorded data; with --model, ask for its answers')
    .argument('[ID]', 'default: the chosen one')
    .action(async (id: string | undefined, typed: Typed) => {
      const { runPromptTry } = await import('./run-try.js');
      await runPromptTry(session, id, readFor(session, PROMPT_TRY_OPTIONS, typed));
    });
  return (
    withOptions(new Command('prompt'), PROMPT_OPTIONS)
      // Options after the name of a command below are that command's.
      .enablePositionalOptions()
      .action(async (typed: Typed) => {
        const { runPrompt } = await import('./run.js');
        await runPrompt(session, readFor(session, PROMPT_OPTIONS, typed));
      })
      .addCommand(list)
      .addCommand(show)
      .addCommand(diff)
      .addCommand(create)
      .addCommand(attempt)
  );
};
