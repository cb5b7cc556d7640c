import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { hostileAnswers, plausibleAnswers, type AnswerSource } from '../servers/answers.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';

const script = fileURLToPath(new URL('../../scripts/hostile-answers-live.mjs', import.meta.url));
const built = existsSync(fileURLToPath(new URL('../../dist/index.js', import.meta.url)));

let server: FakeOllama | undefined;
afterEach(() => server?.close());

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the script in an empty folder, so that no configuration of the developer is read. */
function run(args: readonly string[], baseUrl = 'http://127.0.0.1:9'): Promise<Run> {
  const cwd = mkdtempSync(join(tmpdir(), 'hostile-answers-live-'));
  return new Promise((resolve) => {
    const env = { PATH: process.env.PATH ?? '', OLLAMA_BASE_URL: baseUrl };
    const child = execFile(process.execPath, [script, ...args], { cwd, env }, (_error, stdout, stderr) => {
      rmSync(cwd, { recursive: true });
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

async function against(answers: AnswerSource): Promise<Run> {
  server = await startOllamaServer({ models: ['tiny'], answers });
  return run(['--model', 'ollama/tiny', '--answers', '8'], server.url);
}

describe.skipIf(!built)('scripts/hostile-answers-live.mjs (skipped where dist is not built: npm run build)', () => {
  it('finds no broken invariant where every answer is good', async () => {
    const { code, stdout } = await against(plausibleAnswers(1));
    expect(stdout).toContain('decisions        8, with a regime 8');
    expect(stdout).toContain('broken invariants 0');
    expect(code).toBe(0);
  }, 60_000);

  it('tells refusals from broken invariants', async () => {
    const hostile = hostileAnswers(1);
    const { code, stdout } = await against((call, body) => {
      for (;;) {
        const answer = hostile(call, body);
        if (typeof answer === 'object' && answer.status === undefined) return answer;
      }
    });
    expect(stdout).toMatch(/answers {10}8, refused 8 \(100\.0 %\)\n {2}\d × refused: field-range/);
    expect(stdout).toContain('broken invariants 0');
    expect(code).toBe(0);
  }, 60_000);

  it.each([
    [[], '--model is missing'],
    [['--model', 'baseline'], 'is not a language model'],
    [['--model', 'ollama/tiny', '--answers', 'many'], '--answers must be a number'],
    [['--modle', 'x'], "Unknown option '--modle'"],
  ])(
    'refuses %j with one sentence',
    async (args, sentence) => {
      const { code, stderr } = await run(args);
      expect(stderr).toContain(sentence);
      expect(code).toBe(2);
    },
    30_000,
  );
});
