import { parseModelName } from '../../../app/config/index.js';

/** `provider/name`, as it is recorded; a bare name is Ollama's, as everywhere. */
export function modelId(text: string): string {
  const choice = parseModelName(text);
  return choice.kind === 'llm' ? choice.id : text;
}
