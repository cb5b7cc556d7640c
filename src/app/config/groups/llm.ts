import { ensembles } from '../kinds/ensembles.js';
import { modelSettings } from '../kinds/model-settings.js';
import { limit, number, numberOrNone } from '../kinds/number.js';
import { prices } from '../kinds/prices.js';
import { keepAlive } from '../kinds/special.js';
import { choice, optionalText, text } from '../kinds/text.js';
import { group } from '../setting.js';
import { PROVIDER_SETTINGS } from './providers.js';

const MODEL = {
  pattern: /^\S{1,1000}$/,
  expected:
    'provider/name without spaces, e.g. ollama/llama3.2 (a bare name means ollama/name), or several joined by +',
  example: 'ollama/deepseek-v3.1:671b-cloud',
};

export const LLM = group('The language model. Without a model the embedded statistical baseline answers.', {
  model: optionalText(
    {
      env: 'LLM_MODEL',
      flag: '--model',
      about:
        'Which model answers: provider/name, with provider ollama, openai, azure, anthropic or google; a bare name means ollama/name. "baseline" is the embedded statistical rule, baseline/NAME another: constant, climatology, momentum, logistic, hmm-2, hmm-3, hmm-4. Several joined by + are one ensemble, N* before a member asks it N times.',
    },
    MODEL,
  ),
  ensembles: ensembles({
    env: 'LLM_ENSEMBLES',
    about:
      'Ensembles by name, each as NAME=MEMBER+MEMBER, separated by commas; ensemble/NAME as the model chooses one.',
  }),
  ensembleWeights: choice(
    {
      env: 'LLM_ENSEMBLE_WEIGHTS',
      flag: '--ensemble-weights',
      about:
        'How the members of an ensemble count: "equal", or "fitted" to those past decisions whose outcome was known.',
    },
    ['equal', 'fitted'],
    'equal',
  ),
  prompt: text(
    {
      env: 'LLM_PROMPT',
      flag: '--prompt',
      about:
        'Which prompt the model is asked with: regime-2-compact (short), regime-2 (full) and the older regime-1 ship, others are files in the folder prompts of the user data folder; id@hash insists on exactly that content.',
    },
    {
      pattern: /^[a-z0-9][a-z0-9-]{0,59}(@[0-9a-f]{12,64})?$/,
      expected: 'the id of a prompt, in small letters, digits and hyphens, e.g. regime-2',
      example: 'regime-2',
      fallback: 'regime-2-compact',
    },
  ),
  fallbackModels: optionalText(
    {
      env: 'LLM_FALLBACK_MODELS',
      about: 'Models asked in turn when the first gives no valid answer: names as in model, separated by commas.',
    },
    {
      pattern: /^[^\s,]{1,200}(\s*,\s*[^\s,]{1,200}){0,9}$/,
      expected: 'up to ten provider/name separated by commas',
      example: 'ollama/llama3.2,openai/gpt-5-mini',
    },
  ),
  balance: choice(
    {
      env: 'LLM_BALANCE',
      about:
        'Which of the model and its fallbacks is asked first: "in-order" always the model, "round-robin" each in turn, "least-busy" whoever has the fewest calls under way. The others follow when it fails.',
    },
    ['in-order', 'round-robin', 'least-busy'],
    'in-order',
  ),
  prices: prices({
    env: 'LLM_PRICES',
    about:
      'Prices in USD per million tokens, input:output or input:output:cached, of models whose price is unknown here or has changed; provider/* means all of a provider. Prompt tokens that the server says came out of its cache cost the cached price.',
  }),
  timeoutMs: number(
    {
      env: 'LLM_TIMEOUT_MS',
      about:
        'Longest wait for one model call, in ms. Where it is not set, a server that is found to read and write slowly is given more, up to two hours.',
    },
    { min: 1000, max: 7_200_000, integer: true, unit: 'ms', fallback: 600_000 },
  ),
  temperature: numberOrNone(
    {
      env: 'LLM_TEMPERATURE',
      flag: '--temperature',
      about:
        'Sampling temperature; 0 asks for the most likely answer. With "none" nothing is sent, for models that take no temperature and sample at 1.',
    },
    { min: 0, max: 2, fallback: 0 },
  ),
  maxAnswerTokens: limit(
    {
      env: 'LLM_MAX_ANSWER_TOKENS',
      about:
        'Most tokens of one answer, thinking included. "off" means 4,096, and 2,048 for Ollama. Where context and prompt leave less, less is asked for.',
    },
    { min: 256, max: 262_144, integer: true, unit: 'tokens', fallback: null, example: 16_384 },
  ),
  thinking: choice(
    {
      env: 'LLM_THINKING',
      about:
        'Whether a model that can think first does: "auto" leaves it to the model (Ollama: off, since thinking models skip the schema), "on", "off" (as little as the model allows).',
    },
    ['auto', 'on', 'off'],
    'auto',
  ),
  effort: choice(
    {
      env: 'LLM_EFFORT',
      about:
        'How hard a thinking model thinks: reasoning_effort of OpenAI and its kin, a budget of tokens at Anthropic and Google, the level of gpt-oss at Ollama. "auto" sends nothing.',
    },
    ['auto', 'minimal', 'low', 'medium', 'high', 'xhigh'],
    'auto',
  ),
  modelSettings: modelSettings({
    env: 'LLM_MODEL_SETTINGS',
    about:
      'Settings of single models where they differ, as MODEL=NAME:VALUE+NAME:VALUE separated by commas: answer_tokens, thinking, effort, temperature, and context (tokens of prompt and answer together). provider/* means all of a provider. They go before the settings above.',
  }),
  numCtx: number(
    {
      env: 'LLM_NUM_CTX',
      about:
        'Context length in tokens that Ollama is asked for. Its own default (4,096 on small machines) silently cuts the prompt.',
    },
    { min: 2048, max: 1_048_576, integer: true, unit: 'tokens', fallback: 16_384 },
  ),
  keepAlive: keepAlive(
    {
      env: 'LLM_KEEP_ALIVE',
      about:
        "How long Ollama keeps the model loaded after a call. Ollama's own 5m makes every hourly call a cold start.",
    },
    '2h',
  ),
  onFailure: choice(
    {
      env: 'LLM_ON_FAILURE',
      about:
        'When no model gives a valid answer: "hold" keeps what is held and sizes nothing, "flat" sizes everything to 0, "baseline" lets the statistical baseline answer.',
    },
    ['hold', 'flat', 'baseline'],
    'hold',
  ),
  budgetUsdPerRun: limit(
    { env: 'LLM_BUDGET_USD_PER_RUN', about: 'Most USD one run may spend on model calls.' },
    { min: 0, max: 100_000, fallback: null, example: 1 },
  ),
  budgetUsdPerDay: limit(
    { env: 'LLM_BUDGET_USD_PER_DAY', about: 'Most USD all runs of a UTC day may spend on model calls.' },
    { min: 0, max: 100_000, fallback: null, example: 5 },
  ),
  ...PROVIDER_SETTINGS,
});
