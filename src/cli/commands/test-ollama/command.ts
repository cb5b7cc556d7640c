import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { TEST_OLLAMA_OPTIONS } from './options.js';

export const testOllamaCommand: CommandFactory = ({ session, exitWith }) =>
  withOptions(new Command('test-ollama'), TEST_OLLAMA_OPTIONS).action(async (typed: Record<string, unknown>) => {
    const { runTestOllama } = await import('./run.js');
    exitWith(await runTestOllama(session, readFor(session, TEST_OLLAMA_OPTIONS, typed)));
  });
