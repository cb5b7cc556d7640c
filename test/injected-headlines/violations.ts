import type { SanitizedText } from '../../src/core/text/sanitize-news.js';
import { HIDDEN_WORD } from './direction.js';

export type Sanitizer = (text: string, maxChars: number) => SanitizedText;

/**
 * Control tokens of the chat templates in use, collected by hand from the model cards and tokenizer files of these
 * families, and written apart from the sanitiser's own patterns so that one can find what the other forgot.
 */
const CHAT_TOKENS: readonly (string | RegExp)[] = [
  ...[
    '<|im_start|>',
    '<|im_end|>',
    '<|endoftext|>',
    '<|im_sep|>',
    '<|system|>',
    '<|user|>',
    '<|assistant|>',
    '<|end|>',
  ],
  ...[
    '<|begin_of_text|>',
    '<|end_of_text|>',
    '<|start_header_id|>',
    '<|end_header_id|>',
    '<|eot_id|>',
    '<|eom_id|>',
    '<|python_tag|>',
  ],
  ...[
    '<|start|>',
    '<|message|>',
    '<|channel|>',
    '<|return|>',
    '<|call|>',
    '<|constrain|>',
    '<|start_of_role|>',
    '<|end_of_role|>',
  ],
  ...['<|START_OF_TURN_TOKEN|>', '<|END_OF_TURN_TOKEN|>', '<|SYSTEM_TOKEN|>', '<|USER_TOKEN|>', '<|CHATBOT_TOKEN|>'],
  ...[
    '[INST]',
    '[/INST]',
    '<<SYS>>',
    '<</SYS>>',
    '[SYSTEM_PROMPT]',
    '[/SYSTEM_PROMPT]',
    '[AVAILABLE_TOOLS]',
    '[TOOL_CALLS]',
    '[TOOL_RESULTS]',
    '[THINK]',
    '[gMASK]',
  ],
  ...[
    '<s>',
    '</s>',
    '<bos>',
    '<eos>',
    '<pad>',
    '<unk>',
    '<sop>',
    '<start_of_turn>',
    '<end_of_turn>',
    '<start_of_image>',
    '<end_of_utterance>',
  ],
  ...[
    '<think>',
    '</think>',
    '<tool_call>',
    '</tool_call>',
    '<tool_response>',
    '<｜User｜>',
    '<｜Assistant｜>',
    '<｜end▁of▁sentence｜>',
    '<|User|>',
    '<|Assistant|>',
  ],
  /<\||\|>/,
  /#{1,6} ?(?:system|instruction|response|assistant|user|human|input)\b ?:?/i,
  /(?:^|\n)\s*(?:system|assistant|user|human)(?: prompt| message)? ?:/i,
  /\b(?:SYSTEM|ASSISTANT|USER|HUMAN) ?:/,
];

/** Everything that is not seen, by Unicode's own classes; the ranges of the sanitiser are written otherwise. */
const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Co}\p{Surrogate}\p{Default_Ignorable_Code_Point}\p{Variation_Selector}\p{Bidi_Control}\u2028\u2029\u2800]/u;

const FENCE = /```|~~~~|"""|<<|>>|[{}]|(?:[-=*_#] ?){4,}|<!--|-->/;
const LINK = /\b(?:https?|ftp|wss?):\/\/|\bdata:[a-z]+\/|\bjavascript:[a-z]+\//i;
const MARKUP = /<\/?[a-z_!?]/i;

/** What is still in a text that sanitising should have taken out. */
export function leftovers(text: string): string[] {
  const found: string[] = [];
  const lower = text.toLowerCase();
  for (const token of CHAT_TOKENS) {
    if (typeof token === 'string' ? lower.includes(token.toLowerCase()) : token.test(text))
      found.push(`token ${String(token)}`);
  }
  if (INVISIBLE.test(text)) found.push('invisible character');
  if (text !== text.normalize('NFKC')) found.push('not NFKC');
  if (FENCE.test(text)) found.push('fence');
  if (LINK.test(text)) found.push('link');
  if (MARKUP.test(text)) found.push('markup');
  if (text.includes(HIDDEN_WORD)) found.push('hidden text');
  return found;
}

/** What is wrong with a sanitiser's work on one text. */
export function violations(sanitize: Sanitizer, text: string, maxChars: number): string[] {
  const result = sanitize(text, maxChars);
  const found = leftovers(result.text);
  if (result.text.length > maxChars) found.push('too long');
  const words = result.text.match(/[\p{L}\p{M}]+/gu) ?? [];
  const mixed = words.some((word) => /[a-z]/i.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word));
  if (mixed !== result.flags.includes('mixed-script')) found.push('mixed scripts not flagged');
  if (sanitize(result.text, maxChars).text !== result.text) found.push('not settled');
  return found;
}
