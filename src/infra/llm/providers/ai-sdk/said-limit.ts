import { LEAST_ANSWER_TOKENS } from '../../answer-tokens.js';

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** `maxOutputTokens` as `max_output_tokens`. */
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Whether words name a parameter, with its parts joined in any of the usual ways. */
export const says = (text: string, name: string): boolean =>
  new RegExp(`(?<![\\w-])${escaped(snake(name)).replace(/_/g, '[_ -]?')}(?![\\w-])`, 'i').test(text);

const NUMBER = '(\\d[\\d,_]*)';
/** How the answer tokens are called besides the name that was sent. */
const LIMIT_NAMES = /(completion|output|max[_ ]new|max[_ ]output) tokens|max_((new|output|completion)_)?tokens/i;
const numberIn = (text: string, pattern: RegExp): number | null => {
  const parts: (string | undefined)[] = pattern.exec(text)?.slice(1) ?? [];
  const found = parts.find((part) => part !== undefined);
  return found === undefined ? null : Number(found.replace(/[,_]/g, ''));
};

/** The answer tokens that the server says there is room for, where it is fewer than were asked for and still enough. */
export function roomFor(text: string, asked: number, name: string): number | null {
  const context = numberIn(
    text,
    new RegExp(
      `context (?:length|window|size)[^\\d.]{0,40}${NUMBER}|${NUMBER} (?:tokens )?context|max_(?:seq|model)_len(?:gth)?[^\\d.]{0,10}${NUMBER}|tokens['\`]* must be (?:<=|≤|at most) ${NUMBER}`,
      'i',
    ),
  );
  const prompt = numberIn(
    text,
    new RegExp(
      `${NUMBER}(?: tokens)? (?:in|of|from) (?:the |your )?(?:messages|prompt|input|text)|(?:prompt|input|messages|request has)[^\\d.]{0,40}${NUMBER}(?: input| prompt)? tokens|given: ${NUMBER}|input length[^\\d.]{0,10}${NUMBER}`,
      'i',
    ),
  );
  const most =
    context !== null && prompt !== null
      ? context - prompt - 16
      : says(text, name) || LIMIT_NAMES.test(text)
        ? numberIn(
            text,
            new RegExp(
              `(?:at most|(?:less|smaller|lower) than(?: or equal to)?|<=?|≤|${asked} >|maximum(?: value| allowed)?(?: number)?[^\\d]{0,40}|up to|not exceed|between \\d+ and|range[^\\d]{0,60}\\d+,) ?['"\\x60]?${NUMBER}`,
              'i',
            ),
          )
        : null;
  const exclusive = numberIn(text, new RegExp(`to ${NUMBER} \\(exclusive\\)`, 'i'));
  const sum = numberIn(text, new RegExp(`${NUMBER} \\+ ${asked} > \\d`));
  const whole = numberIn(text, new RegExp(`\\d \\+ ${asked} > ${NUMBER}`));
  return (
    enough(sum !== null && whole !== null ? whole - sum - 16 : null, asked) ??
    enough(exclusive === null ? null : exclusive - 1, asked) ??
    enough(most, asked)
  );
}

const enough = (most: number | null, asked: number): number | null =>
  most !== null && most >= LEAST_ANSWER_TOKENS && most < asked ? most : null;
