import { Readable } from 'node:stream';
import { Help } from 'commander';
import { expect, it } from 'vitest';
import { Session } from '../session.js';
import { COMMANDS } from './index.js';

const nothing = { write: () => true };
const session = new Session({
  stdout: nothing,
  stderr: nothing,
  stdin: Readable.from([]),
  env: {},
  cwd: '/',
  platform: 'linux',
  signal: new AbortController().signal,
});

it.each(COMMANDS)('$name takes what the list says of it', async ({ name, takes, load }) => {
  const command = (await load())({ session, exitWith: () => undefined });
  expect(new Help().subcommandTerm(command)).toBe(`${name} ${takes}`.trimEnd());
  expect(command.description(), 'is said by the list alone').toBe('');
});
