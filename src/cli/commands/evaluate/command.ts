import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { EVALUATE_OPTIONS } from './options.js';

const EXAMPLES = `
Examples:
  llm-trading evaluate --data BTCUSDT:1h --every 12
  llm-trading evaluate --data BTCUSDT:1h --observations store --model ollama/llama3.1:8b --probe
  llm-trading evaluate --data BTCUSDT:1h --model openai/gpt-4o-2024-08-06 --prompt regime-2 --prompt mine --budget 5
`;

export const evaluateCommand: CommandFactory = ({ session }) =>
  withOptions(new Command('evaluate'), EVALUATE_OPTIONS)
    .addHelpText('after', EXAMPLES)
    .action(async (typed: Record<string, unknown>) => {
      const { runEvaluateCommand } = await import('./run.js');
      await runEvaluateCommand(session, readFor(session, EVALUATE_OPTIONS, typed));
    });
