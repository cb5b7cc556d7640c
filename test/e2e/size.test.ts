import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import stored from '../golden/sizing-cases.golden.json' with { type: 'json' };
import { cli } from './support/cli.js';

interface Case {
  readonly llm_output: unknown;
  readonly side: string;
  readonly base_long_size: number;
  readonly base_short_size: number;
  readonly k_max: number;
  readonly expected: { readonly position_size: number; readonly k_long: number; readonly k_short: number };
}

const golden = readFileSync(new URL('../golden/position-sizing.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);

it('size --json agrees with the golden cases', async () => {
  expect(golden).toHaveLength(stored['sizing-cases'].figures.cases[0]!);
  for (const [i, one] of golden.entries()) {
    const sizes = ['--base-long', `${one.base_long_size}`, '--base-short', `${one.base_short_size}`];
    const argv = ['size', '--regime', '-', '--side', one.side, ...sizes, '--k-max', `${one.k_max}`, '--json'];
    const { code, stdout } = await cli(argv, { stdin: JSON.stringify(one.llm_output), cwd: '/' });
    expect(code).toBe(0);
    const got = JSON.parse(stdout) as Case['expected'];
    for (const name of ['position_size', 'k_long', 'k_short'] as const) {
      expect(Math.abs(got[name] - one.expected[name]), `case ${i}, ${name}`).toBeLessThanOrEqual(1e-12);
    }
  }
});

it('a person gets a table, and hears what was assumed', async () => {
  const { code, stdout, stderr } = await cli(['size', '--regime', '-', '--side', 'short'], {
    stdin: '{"prob_bull": 0.2}',
  });
  expect(code).toBe(0);
  expect(stdout).toContain('Position size, short:');
  expect(stdout).toMatch(/│ short │ +1\.00 % │/);
  expect(stderr).toContain('prob_bear is missing and counts as 0.5.');
});
