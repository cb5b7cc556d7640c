import { LlmError } from '../../errors.js';
import { field } from '../../../../core/request-field.js';
import { failureOf, type Failure, type Server } from '../../server-call.js';
import { cloudHome } from '../../cloud-names.js';
import { isCloudModel } from './settings.js';

/** Names of the server's models, for the error about one that is not there. Empty where it cannot say. */
export type ListNames = () => Promise<readonly string[]>;

const SHOWN = 12;

/** Turns an error reply of Ollama into one of ours, with what a person can do about it. */
export function ollamaFailure(
  server: Server,
  response: Response,
  now: number,
  model: string,
  listNames: ListNames,
): Promise<LlmError> {
  return failureOf(server, response, now, (failure) => special(server, failure, model, listNames));
}

async function special(
  server: Server,
  failure: Failure,
  model: string,
  listNames: ListNames,
): Promise<LlmError | null> {
  const { status, message, kind, details } = failure;
  if (status === 404 || (status === 410 && isCloudModel(model))) return missingModel(server, failure, model, listNames);
  if (status === 401)
    return new LlmError('llm.auth', `Ollama does not know who asks for ${model} (HTTP 401): ${message}`, {
      ...details,
      remedy:
        failure.signinUrl === null
          ? 'Run `ollama signin` on the machine of the server, or choose a local model.'
          : `Run \`ollama signin\`, or open ${failure.signinUrl.slice(0, 300)} in a browser.`,
    });
  // The check of the Host header answers an empty 403 (allowedHostsMiddleware in server/routes.go).
  if (status === 403 && message === '')
    return new LlmError('llm.forbidden', `Ollama refuses to be called as ${new URL(server.baseUrl).host} (HTTP 403).`, {
      ...details,
      remedy: `Set ${server.baseUrlVariable} to http://127.0.0.1:11434, or start the server with OLLAMA_HOST=0.0.0.0.`,
    });
  if (status === 403)
    return new LlmError('llm.forbidden', `Ollama forbids ${model} (HTTP 403): ${message}`, {
      ...details,
      remedy: isCloudModel(model)
        ? 'Cloud models are switched off on this server: choose a local one.'
        : 'Choose another model.',
    });
  if (status === 502 && isCloudModel(model))
    return new LlmError('llm.server', `Ollama's cloud cannot be reached for ${model} (HTTP 502): ${message}`, {
      ...details,
      retryable: true,
      remedy: 'Check the internet connection of the server, or choose a local model.',
    });
  if (status === 400 && /does not support thinking|think value/i.test(message)) return thinkUnsupported(model, failure);
  if (
    status === 400 &&
    /exceed_context_size|context (size|length|window)|input length exceeds/i.test(`${kind} ${message}`)
  )
    return new LlmError('llm.prompt-too-long', `The prompt does not fit the context of ${model}: ${message}`, {
      ...details,
      remedy: 'Raise num_ctx if the machine has the memory, or lower the token budget of the prompt.',
    });
  if (status === 400 && /format|schema|grammar/i.test(message))
    return new LlmError('llm.format-unsupported', `${model} cannot answer in this format: ${message}`, details);
  return null;
}

/** A sub-case of `llm.bad-request` that the caller answers by leaving `think` out. */
class ThinkUnsupportedError extends LlmError {}

const thinkUnsupported = (model: string, { message, details }: Failure): LlmError =>
  new ThinkUnsupportedError('llm.bad-request', `${model} does not take this value of think: ${message}`, details);

export const isThinkUnsupported = (error: unknown): boolean => error instanceof ThinkUnsupportedError;

async function missingModel(
  server: Server,
  { message, status, details }: Failure,
  model: string,
  listNames: ListNames,
): Promise<LlmError> {
  const names = await listNames().catch(() => []);
  const more = names.length > SHOWN ? `, and ${names.length - SHOWN} more` : '';
  const has = names.length === 0 ? 'it has none yet' : `it has ${names.slice(0, SHOWN).join(', ')}${more}`;
  const home = cloudHome(model);
  const retired = isCloudModel(model)
    ? ' Cloud models are retired on dates that Ollama announces; this one may be gone.'
    : '';
  return new LlmError(
    'llm.model-not-found',
    `The Ollama server at ${server.baseUrl} has no model ${model} (HTTP ${status}): ${has}.${retired}`,
    {
      ...details,
      cause: message,
      remedy: `${home === null ? `Run \`ollama pull ${model}\`` : `Did you mean ${home.id}? Name it with its provider`}, or choose one of its models with ${field('model', 'ollama/NAME')}.`,
    },
  );
}
