import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../core/errors.js';
import { installCommand, installFlag, optional, OPTIONAL_PACKAGES, type OptionalPackage } from './optional.js';

const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as Record<
  'peerDependencies' | 'devDependencies',
  Record<string, string>
> & { peerDependenciesMeta: Record<string, { optional: boolean }> };
const names = Object.keys(OPTIONAL_PACKAGES) as OptionalPackage[];

const notFound = (text: string): Error => Object.assign(new Error(text), { code: 'ERR_MODULE_NOT_FOUND' });
const failure = async (load: () => Promise<unknown>): Promise<unknown> =>
  optional('ccxt', load).then(
    () => 'loaded',
    (error: unknown) => error,
  );

it('are the peers of package.json, each optional, and installed for tests in the oldest version that works', () => {
  expect(Object.keys(manifest.peerDependencies).sort()).toEqual([...names].sort());
  for (const name of names) {
    expect(manifest.peerDependenciesMeta[name], name).toEqual({ optional: true });
    expect(manifest.peerDependencies[name], name).toBe(`^${manifest.devDependencies[name]}`);
  }
});

it('gives what was loaded', async () => {
  expect(await optional('ccxt', () => Promise.resolve(5))).toBe(5);
});

it('says what is missing, what for, and what installs it', async () => {
  const cause = notFound("Cannot find package 'ccxt' imported from /somewhere/open-exchange.js");
  const error = await failure(() => Promise.reject(cause));
  expect(error).toBeInstanceOf(InputError);
  const version = manifest.devDependencies.ccxt!;
  expect(error).toMatchObject({
    code: 'package.missing',
    where: 'ccxt',
    message: `The optional package ccxt, which reads exchanges other than Binance, is not installed. To install it:\nnpm install --no-save ccxt@${version}`,
    cause,
  });
});

it.each([
  [
    'of a package that it needs itself',
    notFound("Cannot find package 'ws' imported from /x/node_modules/ccxt/ccxt.js"),
  ],
  ['of another with the name in front', notFound("Cannot find package 'ccxt-extra' imported from /x/index.js")],
  ['while it runs', new Error("Cannot find package 'ccxt'")],
  ['that is not an Error', 'ccxt'],
])('passes a fault on %s', async (_, fault) => {
  // eslint wants Errors; a package may throw anything.
  expect(await failure(() => Promise.reject(fault as Error))).toBe(fault);
});

describe('the command', () => {
  it('names every package in its tested version', () => {
    for (const name of names) expect(installCommand(name)).toMatch(` ${name}@${manifest.devDependencies[name]!}`);
  });

  it('fits where the program is: a clone, a project, npm’s global folder', () => {
    const dir = mkdtempSync(join(tmpdir(), 'optional-'));
    const home = join(dir, 'node_modules', 'llm-trading-system');
    mkdirSync(home, { recursive: true });
    expect(installFlag(dir)).toBe('--no-save ');
    expect(installFlag(home)).toBe('--global ');
    writeFileSync(join(dir, 'package.json'), '{}');
    expect(installFlag(home)).toBe('');
  });
});
