import { readJson5, type Json5Limits, type Json5Reading } from './json5/reader.js';
import { isList, Json5Object, type Json5Value } from './json5/value.js';
import { RegimeParseError } from './regime-parse-error.js';
import { endOfThinking, thinkingMarkAt } from './thinking-marks.js';

/** What no assessment comes near. The depth bounds the recursion, the values the work on one object. */
const LIMITS: Json5Limits = { depth: 64, values: 10_000 };

/**
 * Work allowed on attempts at a bracket: so much for any text and so much per character of it. An attempt costs the
 * characters that it read in vain and what setting it up, and making its values, takes beside that. With it
 * the worst 1 MB of brackets takes some 20 ms.
 */
const FREE_WORK = 50_000;
const WORK_PER_CHARACTER = 1;
const WORK_PER_ATTEMPT = 32;
const WORK_PER_VALUE = 16;

/** The key that makes an object an answer, where a form names no other. */
const DOCUMENT_MARKS: readonly [string, ...string[]] = ['prob_bull'];

type Failure = Exclude<Json5Reading, { status: 'value' }>;

interface Answer {
  readonly object: Json5Object;
  readonly start: number;
  readonly end: number;
  /** How many braces that begin no object were open before it. */
  readonly depth: number;
}

/** What has been seen since the start of the text, or since thinking that was opened before it. */
interface Seen {
  /** Keys of which any one makes an object an answer. */
  readonly marks: readonly [string, ...string[]];
  /** Where the text begins that could enclose the answer. */
  from: number;
  answer: Answer | null;
  /** Objects that gave a mark, broken ones included. */
  answers: number;
  wrapped: boolean;
  /** Braces that are open without beginning an object; true where such a brace was followed by a key. */
  readonly open: boolean[];
  /** The first object that was broken after a key. */
  broken: Failure | null;
  otherObjects: number;
}

const nothingSeen = (from: number, marks: Seen['marks']): Seen => ({
  marks,
  from,
  answer: null,
  answers: 0,
  wrapped: false,
  open: [],
  broken: null,
  otherObjects: 0,
});

/**
 * Finds the one object with a key of `marks` (`prob_bull`) in a model's text: bare, in a code fence or inside prose. Thinking,
 * in whatever marks, does not count; a closing mark without an opening one means that the prompt's template had opened it,
 * so everything before it was thinking. Tags inside a text of the object are only text. Linear in the text's length.
 * @throws RegimeParseError where there is none, more than one, or one that is cut off or inside something else.
 */
export function extractAnswer(text: string, marks = DOCUMENT_MARKS): Json5Object {
  let seen = nothingSeen(0, marks);
  let budget = text.length * WORK_PER_CHARACTER + FREE_WORK;
  let at = 0;
  while (at < text.length) {
    const start = at++;
    const code = text.charCodeAt(start);
    const mark = code === 60 || code === 91 || code === 0x25c1 ? thinkingMarkAt(text, start) : null;
    if (mark?.type === 'closing') {
      at = mark.end;
      seen = nothingSeen(at, marks);
    } else if (mark !== null) {
      at = endOfThinking(text, mark.end, mark.closing) ?? unclosed();
      if (seen.answer === null) seen.from = at;
    } else if (code === 125) {
      seen.open.pop();
      if (seen.answer !== null && seen.open.length < seen.answer.depth) seen.wrapped = true;
    } else if (code === 123 || code === 91) {
      const reading = readJson5(text, start, LIMITS);
      budget -= WORK_PER_ATTEMPT + reading.values * WORK_PER_VALUE;
      if (reading.status === 'value') {
        note(seen, reading.value, start, reading.end);
        at = reading.end;
      } else {
        budget -= reading.at - start;
        noteFailure(seen, reading, code === 123);
      }
      if (budget < 0) throw tooComplex();
    }
  }
  return onlyAnswer(text, seen);
}

const tooComplex = (): RegimeParseError =>
  new RegimeParseError('too-complex', 'The answer is full of brackets and values: write one JSON object only.');

function unclosed(): never {
  throw new RegimeParseError(
    'thinking-unclosed',
    'The answer ends inside its thinking: close the thinking and write the JSON object after it.',
  );
}

function note(seen: Seen, value: Json5Value, start: number, end: number): void {
  if (value instanceof Json5Object && isAnswer(seen, value)) {
    seen.answers++;
    seen.answer = { object: value, start, end, depth: seen.open.length };
    if (seen.open.includes(true)) seen.wrapped = true;
  } else if (holdsAnswer(seen, value)) {
    seen.wrapped = true;
  } else if (value instanceof Json5Object) {
    seen.otherObjects++;
  }
}

function noteFailure(seen: Seen, reading: Failure, isObject: boolean): void {
  if (reading.status === 'depth') {
    throw new RegimeParseError(
      'too-deep',
      `The answer is nested deeper than ${LIMITS.depth} levels: write one flat object.`,
    );
  }
  if (reading.status === 'values') throw tooComplex();
  if (reading.status === 'end' && reading.keys > 0) {
    throw new RegimeParseError(
      'truncated',
      'The answer breaks off inside the JSON object: write it whole and shorter.',
    );
  }
  if (!isObject) return;
  seen.open.push(reading.keys > 0);
  if (reading.keys > 0) seen.broken ??= reading;
  if (reading.partial !== null && isAnswer(seen, reading.partial)) seen.answers++;
}

const isAnswer = ({ marks }: Seen, object: Json5Object): boolean => marks.some((mark) => object.fields.has(mark));

function holdsAnswer(seen: Seen, value: Json5Value): boolean {
  if (isList(value)) return value.some((item) => holdsAnswer(seen, item));
  if (!(value instanceof Json5Object)) return false;
  return isAnswer(seen, value) || [...value.fields.values()].some((item) => holdsAnswer(seen, item));
}

function onlyAnswer(text: string, seen: Seen): Json5Object {
  const {
    answer,
    broken,
    marks: [mark],
  } = seen;
  if (seen.answers > 1) {
    throw new RegimeParseError('several-objects', `More than one object gives ${mark}: write exactly one JSON object.`);
  }
  if (seen.wrapped || (answer !== null && isInsideSomething(text, answer, seen.from))) {
    throw new RegimeParseError(
      'wrapped',
      `The assessment is inside an array, a text or another object: write the object itself, with ${mark} at its top level.`,
    );
  }
  if (answer !== null) return answer.object;
  if (broken !== null) {
    throw new RegimeParseError(
      'syntax',
      `The JSON object is broken at character ${broken.at + 1}, where ${broken.expected} is expected.`,
    );
  }
  if (seen.otherObjects > 0) {
    throw new RegimeParseError(
      'field-missing',
      mark === 'prob_bull'
        ? 'The JSON object has no prob_bull: give prob_bull and prob_bear.'
        : `The JSON object has no ${mark}: give every field of the schema.`,
    );
  }
  throw new RegimeParseError(
    'no-object',
    'The answer has no JSON object: write exactly one, with every field of the schema.',
  );
}

/** Inside an array too broken to be read, or inside a quoted text. */
function isInsideSomething(text: string, answer: Answer, from: number): boolean {
  const before = text.slice(from, answer.start).trimEnd().at(-1);
  const after = text.slice(answer.end).trimStart()[0];
  if (before === '[' || after === ']') return true;
  const isQuote = (character: string | undefined): boolean => character === '"' || character === "'";
  if (isQuote(text[answer.start - 1]) || isQuote(text[answer.end])) return true;
  if (isQuote(before) && before === after) return true;
  const first = from + text.slice(from).search(/\S/);
  if (!isQuote(text[first])) return false;
  const literal = readJson5(text, first, LIMITS);
  return literal.status === 'value' && literal.end > answer.end;
}
