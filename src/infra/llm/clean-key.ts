import { InputError } from '../../core/errors.js';

/**
 * A key from the environment, without the blanks that pasting leaves around it.
 * @throws InputError where it is empty, or has blanks or other characters inside that no key has
 */
export function cleanKey(text: string | undefined, variable: string): string {
  const key = text?.trim() ?? '';
  if (key === '')
    throw new InputError('config.key-missing', `${variable} is not set, but this model server wants a key.`, {
      where: variable,
      remedy: `Set ${variable}, or choose a local model such as ollama/llama3.2.`,
    });
  if (!/^[\x21-\x7e]+$/.test(key))
    throw new InputError('config.key-malformed', `${variable} holds blanks or characters that no key has.`, {
      where: variable,
      remedy: `Paste ${variable} again, on one line and without quotes.`,
    });
  return key;
}
