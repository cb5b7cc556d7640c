import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Timing } from '../support/real-model/engine.js';

export interface ModelServer {
  /** The environment that points the program at it. */
  readonly env: Readonly<Record<string, string>>;
  readonly model: string;
  /** What each answer so far took; null where the server was there before and does not say. */
  timings(): Promise<readonly Timing[] | null>;
  stop(): Promise<void>;
}

const SCRIPT = join(import.meta.dirname, '../../scripts/serve-model.mjs');

/**
 * The running server that OLLAMA_BASE_URL and LLM_MODEL name, or else one of our own, with the model that MODEL_NAME names.
 * @throws Error with all that was said where packages or model cannot be had
 */
export async function startModelServer(): Promise<ModelServer> {
  const { OLLAMA_BASE_URL: url, LLM_MODEL: model } = process.env;
  if (url !== undefined) {
    if (model === undefined) throw new Error('OLLAMA_BASE_URL is set: name the model in LLM_MODEL, as ollama/NAME');
    return {
      env: { OLLAMA_BASE_URL: url, LLM_MODEL: model },
      model,
      timings: async () => null,
      stop: async () => undefined,
    };
  }
  const name = process.env.MODEL_NAME;
  const args = ['--port', '0', ...(name === undefined ? [] : ['--model', name])];
  const child = spawn(process.execPath, [SCRIPT, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const started = new Promise<[string, string]>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, served, at] = /^(\S+) at (http\S+)$/m.exec(said) ?? [];
      if (served !== undefined && at !== undefined) resolve([served, at]);
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`the model server did not start (exit code ${code ?? '?'}):\n${said}`)),
    );
  });
  const [served, base] = await started;
  return {
    env: { OLLAMA_BASE_URL: base, LLM_MODEL: `ollama/${served}` },
    model: `ollama/${served}`,
    timings: async () => (await fetch(`${base}/timings`)).json() as Promise<readonly Timing[]>,
    async stop() {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}
