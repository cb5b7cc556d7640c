import { finishReasonOf } from '../finish-reason.js';

const record = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
const count = (value: unknown): number | null => (typeof value === 'number' && value > 0 ? value : null);

/** Text of a content that is a text, or a list of parts as Mistral's reasoning models send it. */
function contentOf(content: unknown): { readonly text: string; readonly thinking: string } {
  if (typeof content === 'string') return { text: content, thinking: '' };
  if (!Array.isArray(content)) return { text: '', thinking: '' };
  let text = '';
  let thinking = '';
  for (const part of content.map(record)) {
    if (typeof part?.text === 'string') text += part.text;
    if (part?.thinking !== undefined)
      thinking += typeof part.thinking === 'string' ? part.thinking : contentOf(part.thinking).text;
  }
  return { text, thinking };
}

/**
 * Tokens in OpenAI's names. Zero and null are no counts. Where the total is more than prompt and completion, the rest is
 * thinking that the server counts beside the completion: it is paid as completion.
 */
function usageOf(value: unknown): Record<string, unknown> | null {
  const usage = record(value);
  if (usage === null) return null;
  const prompt = count(usage.prompt_tokens) ?? count(usage.input_tokens);
  const completion = count(usage.completion_tokens) ?? count(usage.output_tokens);
  const total = count(usage.total_tokens);
  const whole =
    prompt !== null && completion !== null && total !== null ? Math.max(completion, total - prompt) : completion;
  return { ...usage, prompt_tokens: prompt, completion_tokens: whole };
}

/** One chunk of a stream, or a whole completion, in the one shape that OpenAI's own server streams. */
export function chunkOf(value: Record<string, unknown>): Record<string, unknown> {
  const choices = Array.isArray(value.choices) ? value.choices.slice(0, 1).map(record) : [];
  return {
    ...(typeof value.id === 'string' ? { id: value.id } : {}),
    ...(typeof value.created === 'number' ? { created: value.created } : {}),
    ...(typeof value.model === 'string' ? { model: value.model } : {}),
    choices: choices.map((choice) => {
      const delta = record(choice?.delta) ?? record(choice?.message) ?? {};
      const { text, thinking } = contentOf(delta.content ?? choice?.text);
      const aside = [delta.reasoning_content, delta.reasoning].find((part) => typeof part === 'string');
      const reasoning = `${typeof aside === 'string' ? aside : ''}${thinking}`;
      return {
        index: 0,
        delta: { content: text, ...(reasoning === '' ? {} : { reasoning_content: reasoning }) },
        finish_reason: finishReasonOf(choice?.finish_reason),
      };
    }),
    ...(record(value.usage) === null ? {} : { usage: usageOf(value.usage) }),
  };
}
