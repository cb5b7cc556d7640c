import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { startEngine } from './engine.js';
import type { LlamaPackage } from './llama-package.js';
import { serve } from './server.js';

/** Tokens of prompt and answer together. */
const CONTEXT = 4_096;

const [packageUrl, modelPath, name, port] = process.argv.slice(2) as [string, string, string, string];

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

const llamaPackage = (await import(packageUrl)) as LlamaPackage;
const engine = await startEngine(llamaPackage, modelPath, CONTEXT);
const model = { name, digest: await sha256(modelPath), size: statSync(modelPath).size };
process.stdout.write(`${name} at ${await serve(engine, model, Number(port))}\n`);
