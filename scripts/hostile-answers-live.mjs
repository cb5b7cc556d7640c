#!/usr/bin/env node
// The live part of the suite of hostile answers, against a model server of your own:
//
//   npm run build && node scripts/hostile-answers-live.mjs --model ollama/llama3.2 [--answers 500] [--temperature 1] [--seed 1]
//
// Addresses and keys come from the environment or `.env`, as for every command (OLLAMA_BASE_URL, OPENAI_BASE_URL …). The
// model is asked about the generated demo market, with another seed each time; nothing is recorded. At the end the script
// says how many answers were refused and why, and whether an invariant broke. Faults of the transport cannot be ordered from
// a real server: `npx vitest run test/hostile-answers` has them.
//
// Exit codes: 0 every invariant held, 1 one broke, 2 wrong usage, 3 the server gave nothing.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const USAGE =
  'Usage: node scripts/hostile-answers-live.mjs --model PROVIDER/NAME [--answers 500] [--temperature 1] [--seed 1]';
const dist = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist');

/** @param {number} code @param {string} message @returns {never} */
function quit(code, message) {
  console.error(message);
  process.exit(code);
}

/** @param {string | undefined} text @param {string} name @param {number} least */
function count(text, name, least) {
  const number = Number(text);
  if (text === undefined || text.trim() === '' || !Number.isFinite(number) || number < least)
    quit(2, `--${name} must be a number from ${least} on. ${USAGE}`);
  return number;
}

let args;
try {
  args = parseArgs({
    options: {
      model: { type: 'string' },
      answers: { type: 'string', default: '500' },
      temperature: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
    },
  }).values;
} catch (error) {
  quit(2, `${error instanceof Error ? error.message : String(error)} ${USAGE}`);
}
if (args.model === undefined) quit(2, `--model is missing. ${USAGE}`);
const answersWanted = count(args.answers, 'answers', 1);
const temperature = count(args.temperature, 'temperature', 0);
const seed = count(args.seed, 'seed', 0);
if (!existsSync(join(dist, 'index.js'))) quit(2, 'The program is not built: run "npm run build" first.');

/** @param {string} path */
const load = (path) => import(join(dist, path));
const [errors, schema, parser, config, runtimes, snapshots, providers, clients, ladders] = await Promise.all([
  load('core/errors.js'),
  load('core/regime/schema.js'),
  load('core/regime/parse-regime-assessment.js'),
  load('app/config/index.js'),
  load('app/runtime/runtime.js'),
  load('app/snapshots/snapshot.js'),
  load('app/models/providers.js'),
  load('infra/llm/client.js'),
  load('infra/llm/ladder/ladder.js'),
]);

/** Every answer since the last decision: `{ text, finishReason }`, or `{ code }` where a call failed. */
let answers = [];

/** @param {import('../src/infra/llm/types.js').ProviderModel} model */
const watched = (model) => ({
  ...model,
  async generate(request, options) {
    try {
      const response = await model.generate(request, options);
      answers.push(response);
      return response;
    } catch (error) {
      answers.push(error.response ?? { code: error.code ?? 'unknown', message: errors.messageOf(error) });
      throw error;
    }
  },
});

/** What breaks L2, L3 or L4 in a decision that came from these answers. */
function violations(decision, given) {
  const last = given.at(-1);
  const { assessment } = decision;
  const found = [];
  if (!schema.regimeAssessmentSchema.safeParse(assessment).success) found.push('L2: out of range');
  if (assessment.prob_bull + assessment.prob_bear !== 1) found.push('L2: the probabilities do not add up to 1');
  if (last?.finishReason !== 'stop') found.push('L4: the answer was not whole');
  const parsed = parser.tryParseRegimeAssessment(last?.text ?? '');
  if (!parsed.ok || parsed.assessment.prob_bull !== assessment.prob_bull) found.push('L3: not what the model wrote');
  return found;
}

const reasons = new Map();
const broken = [];
const latencies = [];
let total = 0;
let decisions = 0;
let accepted = 0;
let refused = 0;

/** @param {string} reason */
const tally = (reason) => reasons.set(reason, (reasons.get(reason) ?? 0) + 1);

function noteAnswers() {
  for (const { text, finishReason, code, message, latencyMs } of answers) {
    total++;
    if (latencyMs !== undefined) latencies.push(latencyMs);
    const parsed = text === undefined ? null : parser.tryParseRegimeAssessment(text);
    if (finishReason === 'stop' && parsed?.ok) continue;
    refused++;
    if (code !== undefined) tally(`call failed: ${code}: ${message}`);
    else tally(finishReason === 'stop' ? `refused: ${parsed.error.reason}` : `ended with ${finishReason}`);
  }
}

try {
  const runtime = runtimes.createRuntime({ defaultLogLevel: 'error' });
  const choice = config.parseModelName(args.model);
  if (choice.kind !== 'llm') quit(2, `--model ${args.model} is not a language model. ${USAGE}`);
  const { clock, random } = runtime;
  const snapshot = await snapshots.demoSnapshot(runtime);
  const model = clients.createLlmClient({
    model: watched(providers.providerFor(runtime, choice.provider).textModel(choice.name)),
    clock,
    random,
    timeoutMs: runtime.config.llm.timeoutMs,
  });
  console.error(
    `Hostile answers, live: ${answersWanted} answers of ${model.id}, temperature ${temperature}, seed ${seed}`,
  );
  while (total < answersWanted) {
    answers = [];
    decisions++;
    const regime = ladders.createLlmRegimeModel({ models: [model], clock, temperature, seed: seed + decisions });
    try {
      const decision = await regime.assess(snapshot, { sampleIndex: decisions });
      accepted++;
      broken.push(...violations(decision, answers).map((why) => `decision ${decisions}: ${why}`));
    } catch (error) {
      if (!(error instanceof errors.LlmTradingError) || error.kind !== 'unavailable')
        broken.push(`decision ${decisions}: L1: ${String(error)}`);
    }
    if (answers.length === 0) break;
    noteAnswers();
    if (latencies.length === 0 && decisions >= 3) break;
    if (decisions % 10 === 0) console.error(`  ${total} answers, ${accepted} of ${decisions} decisions accepted`);
  }
} catch (error) {
  quit(error?.kind === 'input' ? 2 : 1, errors.messageOf(error));
}

latencies.sort((a, b) => a - b);
/** @param {number} share */
const quantile = (share) => latencies[Math.min(latencies.length - 1, Math.floor(share * latencies.length))] ?? NaN;
console.log(`decisions        ${decisions}, with a regime ${accepted}`);
console.log(
  `answers          ${total}, refused ${refused} (${total === 0 ? 0 : ((100 * refused) / total).toFixed(1)} %)`,
);
for (const [reason, times] of [...reasons].sort((a, b) => b[1] - a[1])) console.log(`  ${times} × ${reason}`);
if (latencies.length > 0) console.log(`latency          median ${quantile(0.5)} ms, 95 % ${quantile(0.95)} ms`);
console.log(`broken invariants ${broken.length}`);
for (const what of broken) console.log(`  ${what}`);
if (broken.length === 0 && accepted > 0)
  console.log(
    `With 0 failures in ${accepted} decisions the true rate is below ${(300 / accepted).toFixed(2)} % (95 %).`,
  );
process.exit(broken.length > 0 ? 1 : latencies.length === 0 ? 3 : 0);
