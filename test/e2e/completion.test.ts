import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { cli } from './support/cli.js';

const script = async (shell: string): Promise<string> => (await cli(['completion', shell])).stdout;

/** What bash would offer after these words; the last one is being typed. */
async function offered(...words: string[]): Promise<string[]> {
  const body = `${await script('bash')}
COMP_WORDS=(llm-trading ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}
_llm_trading; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-u', '-c', body], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.split('\n').filter(Boolean);
}

it('bash completes commands, options, values and commands below commands', async () => {
  expect(await offered('')).toEqual(expect.arrayContaining(['demo', 'cycle', 'snapshot', 'size', 'doctor', 'config']));
  expect(await offered('cy')).toEqual(['cycle']);
  expect(await offered('cycle', '--real')).toEqual(['--real-data']);
  expect(await offered('size', '--profile', '')).toEqual(['balanced', 'convex']);
  expect(await offered('config', 's')).toEqual(['show', 'schema']);
  expect(await offered('config', 'show', '--j')).toEqual(['--json']);
  expect(await offered('completion', 'z')).toEqual(['zsh']);
  expect(await offered('cycle', '--k-max', '')).toEqual([]);
});

it('zsh and fish get every command and every option of the tree', async () => {
  const [zsh, fish, help] = [await script('zsh'), await script('fish'), await cli(['cycle', '--help'])];
  expect(zsh).toMatch(/^#compdef llm-trading/);
  for (const [flag] of help.stdout.matchAll(/--[a-z-]+(?= |<|\n)/g)) {
    if (flag === '--help') continue;
    expect(zsh, flag).toContain(`'${flag}`);
    expect(fish, flag).toContain(`-l ${flag.slice(2)}`);
  }
  for (const name of ['demo', 'cycle', 'doctor', 'completion']) {
    expect(zsh).toContain(`_llm_trading_${name}()`);
    expect(fish).toContain(`-a ${name} `);
  }
});
