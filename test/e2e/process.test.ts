import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { regimeDocument } from '../servers/answers.js';
import { startOllamaServer } from '../servers/ollama.js';
import { builtCommands } from './support/built.js';
import { emptyDir, filesUnder } from './support/cli.js';

let commands: string;
beforeAll(() => {
  commands = builtCommands();
}, 120_000);

interface Options {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

function start(
  file: string,
  argv: readonly string[],
  { cwd = emptyDir(), env = {} }: Options = {},
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [join(commands, file), ...argv], {
    cwd,
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', NODE_NO_WARNINGS: '0', ...env },
  });
}

async function ended(
  child: ChildProcessWithoutNullStreams,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout, stderr };
}

const run = (file: string, argv: readonly string[], options?: Options) => ended(start(file, argv, options));

describe('the real process', () => {
  it('demo ends by itself with a recommendation, and nothing but the hints on stderr', async () => {
    const { code, stdout, stderr } = await run('main.js', ['demo']);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('→ ');
    expect(stdout, 'no colour in a pipe').not.toContain('\u001b');
    expect(stderr.trim()).toMatch(/^Next: .*\nThe same data in a browser: llm-trading serve --demo$/);
  });

  it('--json leaves stderr empty and stdout one document', async () => {
    const { code, stdout, stderr } = await run('main.js', ['cycle', '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toHaveProperty('k_long');
  });

  it('the three commands of the specification are cycle, doctor and test-ollama', async () => {
    const cycle = await run('bin/cycle.js', ['--json']);
    expect(JSON.parse(cycle.stdout)).toHaveProperty('llm_output');
    const doctor = await run('bin/check-deps.js', ['--offline']);
    expect(doctor.code, doctor.stderr).toBe(0);
    expect(doctor.stdout).toContain('This machine');
    const ollama = await run('bin/test-ollama.js', ['--model', 'llama3.2'], {
      env: { OLLAMA_BASE_URL: 'http://127.0.0.1:9' },
    });
    expect(ollama.code).toBe(3);
    expect(ollama.stdout).toContain('cannot be reached');
  });

  it('help and version are results; a typing mistake is not', async () => {
    expect(await run('main.js', [])).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('Usage:') });
    expect((await run('main.js', ['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(await run('main.js', ['dmeo'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('demo'),
    });
  });

  it('an unreadable .env: one sentence, exit code 2, nothing written', async () => {
    const cwd = emptyDir();
    mkdirSync(join(cwd, '.env'));
    const { code, stdout, stderr } = await run('main.js', ['cycle', '--save'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trim().replace(/\n\s*/g, ' ')).toBe(
      '✖ .env cannot be read (it is a folder): make it a file you may read (chmod u+r .env), or remove it.',
    );
    expect(filesUnder(cwd)).toEqual(['.env']);
  });

  it('a reader that closes early is not an error', async () => {
    const child = start('main.js', ['config', 'env']);
    child.stdout.destroy();
    expect(await ended(child)).toMatchObject({ code: 0, stderr: '' });
  });

  it('a size can be piped in', async () => {
    const child = start('main.js', ['size', '--regime', '-', '--json']);
    child.stdin.end('{"prob_bull": 0.5, "prob_bear": 0.5}');
    const { code, stdout } = await ended(child);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ position_size: 0.01, k_long: 1, k_short: 1 });
  });

  it('Ctrl-C while a model thinks: exit code 130, the server is free, no result is written', async () => {
    const ollama = await startOllamaServer({
      answers: () => ({ content: JSON.stringify(regimeDocument()), ending: 'hang' }),
    });
    const cwd = emptyDir();
    const child = start('main.js', ['cycle', '--model', 'llama3.2', '--save', 'c.json'], {
      cwd,
      env: { OLLAMA_BASE_URL: ollama.url },
    });
    const end = ended(child);
    await expect.poll(() => ollama.busy, { timeout: 10_000 }).toBe(1);
    child.kill('SIGINT');
    expect(await end).toEqual({
      code: 130,
      stdout: '',
      stderr:
        'Interrupted before the first answer. To ask again:\n  llm-trading cycle --model llama3.2 --save c.json\n',
    });
    await expect.poll(() => ollama.busy).toBe(0);
    await ollama.close();
    expect(filesUnder(cwd)).not.toContain('c.json');
  });

  it('LOG_LEVEL=debug shows what caused an error, and never the key', async () => {
    const env = { LOG_LEVEL: 'debug', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', OPENAI_API_KEY: 'canary-0123456789' };
    const { code, stderr } = await run('main.js', ['cycle', '--model', 'openai/x'], { env });
    expect(code).toBe(3);
    expect(stderr).toContain('caused by');
    expect(stderr).not.toContain('canary');
    expect(stderr).not.toMatch(/\n +at /);
  });
});
