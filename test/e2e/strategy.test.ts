import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { STRATEGIES } from '../../src/strategies/index.js';
import { builtCommands } from './support/built.js';
import { cli, emptyDir, filesUnder } from './support/cli.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A folder in which the built package is installed, as with `npm install llm-trading-system`. */
let installed: string;
beforeAll(() => {
  const home = dirname(dirname(builtCommands()));
  installed = emptyDir();
  const modules = join(installed, 'node_modules');
  mkdirSync(modules);
  symlinkSync(home, join(modules, 'llm-trading-system'), 'dir');
  symlinkSync(join(ROOT, 'node_modules/zod'), join(modules, 'zod'), 'dir');
}, 180_000);

function node(cwd: string, argv: readonly string[]): { code: number | null; output: string } {
  const done = spawnSync(process.execPath, argv, { cwd, encoding: 'utf8', env: { PATH: process.env.PATH } });
  return { code: done.status, output: done.stdout + done.stderr };
}

describe('strategy list', () => {
  it('shows every strategy with the defaults that its schema gives', async () => {
    const { code, stdout } = await cli(['strategy', 'list', '--json']);
    expect(code).toBe(0);
    const { strategies } = JSON.parse(stdout);
    expect(strategies.map(({ name }: { name: string }) => name)).toEqual(STRATEGIES.map(({ name }) => name));
    for (const { name, parameters } of strategies) {
      const entry = STRATEGIES.find((each) => each.name === name)!;
      const parsed = entry.schema.safeParse({});
      if (!parsed.success) continue;
      const shown = Object.fromEntries(
        parameters.map(({ name: key, fallback }: { name: string; fallback: unknown }) => [key, fallback]),
      );
      expect(shown, name).toEqual(parsed.data);
    }
    const text = await cli(['strategy', 'list']);
    expect(text.stdout).toContain('  fast         20     whole number, ≥ 1\n');
  });
});

describe.each([
  ['ts', []],
  ['js', ['--js']],
] as const)('strategy new, %s', (extension, flags) => {
  it('writes a strategy that passes its own test, type-checks and runs', { timeout: 120_000 }, async () => {
    const name = `my-idea-${extension}`;
    const { code, stdout, stderr } = await cli(['strategy', 'new', name, ...flags, '--dir', 'mine'], {
      cwd: installed,
    });
    expect(code, stderr).toBe(0);
    const folder = `mine/${name}`;
    expect(stdout).toContain(`Wrote ${folder}: ${name}.${extension}, ${name}.test.mjs, README.md\n`);

    const tested = node(installed, ['--test', `${folder}/${name}.test.mjs`]);
    expect(tested.code, tested.output).toBe(0);
    expect(tested.output).toMatch(/# pass 4\n/);

    writeFileSync(
      join(installed, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          ...{ target: 'ES2023', module: 'NodeNext', strict: true, noEmit: true, skipLibCheck: true, types: [] },
          ...{ allowJs: true, verbatimModuleSyntax: true, exactOptionalPropertyTypes: true, noImplicitOverride: true },
          ...{ noUnusedLocals: true, noUnusedParameters: true, erasableSyntaxOnly: true },
        },
        files: [`${folder}/${name}.${extension}`],
      }),
    );
    writeFileSync(join(installed, 'package.json'), '{"type":"module"}');
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const checked = node(installed, [tsc, '-p', 'tsconfig.json']);
    expect(checked.code, checked.output).toBe(0);

    const readme = readFileSync(join(installed, folder, 'README.md'), 'utf8');
    const commands = [...readme.matchAll(/^llm-trading (.+)$/gm)].map(([, line]) => line!.split(' '));
    expect(commands.map(([command]) => command)).toEqual(['data', 'backtest', 'backtest', 'lookahead']);
    for (const argv of commands) {
      const run = await cli(argv, { cwd: installed });
      expect(run.code, run.stderr).toBe(0);
    }
  });

  it('overwrites nothing', async () => {
    const cwd = emptyDir();
    mkdirSync(join(cwd, 'mine/idea'), { recursive: true });
    writeFileSync(join(cwd, 'mine/idea/notes.txt'), 'mine');
    const before = filesUnder(cwd);
    const { code, stderr } = await cli(['strategy', 'new', 'idea', ...flags, '--dir', 'mine'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('mine/idea is already there and was left as it is');
    expect(filesUnder(cwd)).toEqual(before);
  });
});

it('goes into the user data folder unless told otherwise', async () => {
  const cwd = emptyDir();
  const { stdout } = await cli(['strategy', 'new', 'idea'], { cwd });
  expect(stdout).toContain('Wrote user_data/strategies/idea: idea.ts');
  expect(filesUnder(cwd)).toContain(join('user_data', 'strategies', 'idea', 'idea.test.mjs'));
});

it.each(['Idea', '../idea', 'my idea', '1st', 'a'.repeat(41), ''])('refuses the name %j', async (name) => {
  const cwd = emptyDir();
  const { code, stderr } = await cli(['strategy', 'new', name], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('cannot name a strategy');
  expect(filesUnder(cwd)).toEqual([]);
});
