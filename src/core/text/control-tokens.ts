/**
 * Tokens that structure a conversation in the chat templates of known model families. Inside data they could pass for the
 * start of another turn. Tags such as `<start_of_turn>` (Gemma), `<s>` (Llama 2), `<think>` or `<tool_call>` (Qwen) have
 * go with the markup; full-width bars (DeepSeek) have become plain ones.
 */
const TOKENS: readonly RegExp[] = [
  // ChatML, Llama 3, Phi, Granite, Command R, gpt-oss, DeepSeek: <|im_start|>, <|eot_id|>, <|channel|> …
  /<\s?\|[^<>|\n]{0,60}\|\s?>/g,
  // Their halves.
  /<\s?\||\|\s?>/g,
  // Llama 2.
  /<<\s?\/?\s?SYS\s?>>/gi,
  // Mistral, GLM.
  /\[\s?\/?\s?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT|THINK|PREFIX|SUFFIX|MIDDLE|ARGS|CALL_ID|IMG|gMASK|sMASK)\s?\]/gi,
  // Byte tokens of SentencePiece.
  /<0x[0-9a-f]{2}>/gi,
];

const ROLES =
  'system|assistant|user|human|developer|instructions?|response|input|output|tool|function|observation|ai|bot|model';

/** Alpaca and many others: `### Instruction:`. */
const HEADING = new RegExp(`#{1,6}\\s{0,3}(${ROLES})\\b(?:\\s{0,3}(?:prompt|message))?\\s{0,3}:?`, 'gi');
/** `Human:` at the start of a line or of a sentence. */
const ROLE_LINE =
  /(^|\n|[.!?;)\]"'»”]\s{1,3})(\s{0,3})(system|assistant|user|human|GPT4 Correct User|GPT4 Correct Assistant)(\s{0,2}(?:prompt|message|note|override)?)\s{0,2}:/gi;
/** Vicuna: `USER: … ASSISTANT: …` on one line. */
const UPPER_ROLE = /\b(SYSTEM|ASSISTANT|USER|HUMAN)(\s(?:PROMPT|MESSAGE|NOTE|OVERRIDE))?\s{0,2}:/g;

/** Takes the tokens out, and the colon from role lines, so that they read as ordinary words. */
export function neutraliseControlTokens(text: string): string {
  let clean = text;
  for (const token of TOKENS) clean = clean.replace(token, ' ');
  return clean.replace(HEADING, '$1 -').replace(ROLE_LINE, '$1$2$3$4 -').replace(UPPER_ROLE, '$1$2 -');
}
