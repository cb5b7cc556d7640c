import { finishReasonOf } from '../finish-reason.js';
import { usageIn, usageOf } from './openai-usage.js';
import { given } from '../../../../core/given.js';

const record = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;

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

/** Of several choices at once the first is the answer; a server that numbers none sends one. */
const isFirst = (choice: Record<string, unknown> | null): boolean =>
  typeof choice?.index !== 'number' || choice.index === 0;

/** One chunk of a stream, or a whole completion, in the one shape that OpenAI's own server streams. */
export function chunkOf(value: Record<string, unknown>): Record<string, unknown> {
  const choices = (Array.isArray(value.choices) ? value.choices : []).map(record).filter(isFirst).slice(0, 1);
  const usage = usageOf(usageIn(value));
  return {
    ...given({
      id: typeof value.id === 'string' ? value.id : undefined,
      created: typeof value.created === 'number' ? value.created : undefined,
      model: typeof value.model === 'string' ? value.model : undefined,
    }),
    choices: choices.map((choice) => {
      const delta = record(choice?.delta) ?? record(choice?.message) ?? {};
      const { text, thinking } = contentOf(delta.content ?? choice?.text);
      const aside = [delta.reasoning_content, delta.reasoning, delta.thinking].find((part) => typeof part === 'string');
      const reasoning = `${typeof aside === 'string' ? aside : ''}${thinking}`;
      return {
        index: 0,
        delta: { content: text, ...(reasoning === '' ? {} : { reasoning_content: reasoning }) },
        finish_reason: finishReasonOf(choice?.finish_reason),
      };
    }),
    ...given({ usage: usage ?? undefined }),
  };
}
