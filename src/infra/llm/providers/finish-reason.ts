const STOPS =
  /^(stop|stopped|eos|eos_token|eot|end|end_of_text|endoftext|<\|endoftext\|>|natural_stop|end_of_turn|end_turn|stop_sequence|stop_token|stop_str|complete|completed|finish|finished|done|normal)$/i;
const LENGTHS =
  /^(length|max_tokens|max_length|max_output_tokens|max_new_tokens|token_limit|model_length|max_context)$/i;
const FILTERS =
  /^(content[_-]?filter(ed)?|safety|refusal|sensitive|moderation|recitation|prohibited_content|blocklist)$/i;

/** A finish reason in OpenAI's words; one that means none of them keeps its name, and null means that there is more to come. */
export function finishReasonOf(raw: unknown): string | null {
  if (typeof raw !== 'string' || raw === '' || raw === 'null') return null;
  // Google's enums carry their type before the value.
  const reason = raw.replace(/^finish_?reason_/i, '');
  if (STOPS.test(reason)) return 'stop';
  if (LENGTHS.test(reason)) return 'length';
  return FILTERS.test(reason) ? 'content_filter' : raw;
}
