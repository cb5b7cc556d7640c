import { Argument, Command } from 'commander';
import type { CommandFactory } from '../../command.js';

export const completionCommand: CommandFactory = ({ session }) => {
  const command = new Command('completion')
    .addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText(
      'after',
      `
Set it up once:
  bash   llm-trading completion bash >> ~/.bashrc
  zsh    llm-trading completion zsh > "\${fpath[1]}/_llm-trading"
  fish   llm-trading completion fish > ~/.config/fish/completions/llm-trading.fish`,
    )
    .action(async (shell: 'bash' | 'zsh' | 'fish') => {
      const { completionScript } = await import('../../completion/index.js');
      session.print(completionScript(shell, command.parent ?? command));
    });
  return command;
};
