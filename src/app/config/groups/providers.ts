import { optionalUrl, secret, url } from '../kinds/address.js';
import { text } from '../kinds/text.js';
import { group } from '../setting.js';

/** Where the providers of models are, and their keys; they stand below `llm`. */
export const PROVIDER_SETTINGS = {
  ollama: group('Ollama', {
    baseUrl: url(
      {
        env: 'OLLAMA_BASE_URL',
        about: 'Address of the Ollama server. Once it is set, cycle asks a model on it by default.',
      },
      'http://127.0.0.1:11434',
    ),
    apiKey: secret({ env: 'OLLAMA_API_KEY', about: 'Key of ollama.com; a server of your own needs none.' }),
  }),
  openai: group('OpenAI, or any server that speaks its API (llama-server, vLLM, LM Studio, OpenRouter …)', {
    baseUrl: url({ env: 'OPENAI_BASE_URL', about: 'Address of the API, with its /v1.' }, 'https://api.openai.com/v1'),
    apiKey: secret({ env: 'OPENAI_API_KEY', about: 'Its key; local servers need none.' }),
  }),
  azure: group('Azure OpenAI: the name in azure/<name> is the deployment', {
    endpoint: optionalUrl(
      { env: 'AZURE_OPENAI_ENDPOINT', about: 'Address of the resource.' },
      'https://my-resource.openai.azure.com',
    ),
    apiKey: secret({ env: 'AZURE_OPENAI_API_KEY', about: 'Key of the resource.' }),
    apiVersion: text(
      { env: 'AZURE_OPENAI_API_VERSION', about: 'Version of the API: "v1", or a date such as 2024-10-21.' },
      {
        pattern: /^(v1|preview|latest|\d{4}-\d{2}-\d{2}(-preview)?)$/,
        expected: '"v1" or a date such as 2024-10-21',
        example: '2024-10-21',
        fallback: 'v1',
      },
    ),
  }),
  anthropic: group('Anthropic', {
    baseUrl: url({ env: 'ANTHROPIC_BASE_URL', about: 'Address of the API.' }, 'https://api.anthropic.com/v1'),
    apiKey: secret({ env: 'ANTHROPIC_API_KEY', about: 'Its key.' }),
  }),
  google: group('Google Gemini', {
    baseUrl: url(
      { env: 'GOOGLE_BASE_URL', about: 'Address of the API.' },
      'https://generativelanguage.googleapis.com/v1beta',
    ),
    apiKey: secret({ env: 'GOOGLE_GENERATIVE_AI_API_KEY', about: 'Its key.' }),
  }),
};
