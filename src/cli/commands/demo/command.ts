import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { output, setting } from '../../options/rows.js';

/** The options of `demo`, by the field that each sets: some of those of `cycle`. */
const DEMO_OPTIONS = {
  model: setting('llm.model', 'MODEL'),
  baseAsset: setting('baseAsset', 'PAIR'),
  ...output,
} as const;

export const demoCommand: CommandFactory = ({ session }) =>
  withOptions(new Command('demo'), DEMO_OPTIONS).action(async (typed: Record<string, unknown>) => {
    const given = readFor(session, DEMO_OPTIONS, typed);
    const { runCycleCommand } = await import('../cycle/run.js');
    // A demo must not wait for, or pay, a model that happens to be configured: only a named one is asked.
    await runCycleCommand(session, { model: 'baseline', ...given, demo: true });
    if (given.json !== true) {
      // Under "npm start" nothing has put the command on the path.
      const command = session.io.env.npm_lifecycle_event === undefined ? 'llm-trading' : 'npx llm-trading';
      session.note(
        `\n${session.say('Next: "{command} doctor" checks sources and models, "{command} cycle --real-data" takes the real market.', { command })}\n${session.say('The same data in a browser: {command} serve --demo', { command })}`,
      );
    }
  });
