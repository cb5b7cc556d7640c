import { expect, it } from 'vitest';
import { OTHER_WORDS } from '../../src/cli/other-words.js';
import { cli, emptyDir } from './support/cli.js';

const help = async (...path: string[]): Promise<string> => (await cli([...path, '--help'], { cwd: emptyDir() })).stdout;

it('answers the words of freqtrade with what they are called here', async () => {
  const unknown = await cli(['download-data', '--days', '3'], { cwd: emptyDir() });
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toContain("unknown command 'download-data'");
  expect(unknown.stderr).toContain('Here that is "llm-trading data fetch BTCUSDT --interval 1h --days 365".');
  expect((await cli(['backtest', '--timeframe', '1h'], { cwd: emptyDir() })).stderr).toContain(
    'Here that is --interval',
  );
  expect((await cli(['frobnicate'], { cwd: emptyDir() })).stderr).not.toContain('Here that is');
});

it('names only commands and options that there are', async () => {
  const texts = [...Object.values(OTHER_WORDS.commands), ...Object.values(OTHER_WORDS.options)];
  const commands = new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/"llm-trading ([a-z]+)(?: ([a-z]+)\b)?/g)].map((m) => m.slice(1, 3).filter(Boolean).join(' ')),
    ),
  );
  for (const command of commands) {
    const run = await cli([...command.split(' '), '--help'], { cwd: emptyDir() });
    expect(run.code, command).toBe(0);
    expect(run.stdout, command).toContain(`Usage: llm-trading ${command}`);
  }
  const known = [await help('backtest'), await help('data', 'fetch')].join('\n');
  const options = new Set(texts.flatMap((text) => text.match(/--[a-z-]+/g) ?? []));
  for (const option of options) expect(known, option).toContain(option);
});

it('tells how to go on by a command that is there after npm start', async () => {
  const run = await cli(['demo'], { cwd: emptyDir(), env: { npm_lifecycle_event: 'start' } });
  expect(run.stderr).toContain('Next: "npx llm-trading doctor"');
  expect((await cli(['demo'], { cwd: emptyDir() })).stderr).toContain('Next: "llm-trading doctor"');
});
