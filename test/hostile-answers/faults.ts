import type { LlmErrorCode } from '../../src/infra/llm/errors.js';
import { regimeDocument, type FakeAnswer } from '../servers/answers.js';
import type { ShimKind } from './model-servers.js';

export interface Fault {
  readonly name: string;
  readonly answer: FakeAnswer;
  /** What the one attempt ends with, by server; absent where the server cannot fail so. */
  readonly codes: Readonly<Partial<Record<ShimKind, LlmErrorCode | 'llm.answer-refused'>>>;
  /** Asked for, where it is not the usual one. */
  readonly model?: string;
  /** Words of the server that must reach the user. */
  readonly says?: string;
}

/** A whole and valid answer: what is wrong is only how it came. */
const whole = JSON.stringify(regimeDocument());
const both = <T>(code: T): Readonly<Record<ShimKind, T>> => ({ ollama: code, 'llama-server': code });

/** The 14 faults of a model server, as Ollama and llama-server show them. */
export const FAULTS: readonly Fault[] = [
  { name: '404 model not found', answer: {}, model: 'absent', codes: both('llm.model-not-found') },
  {
    name: '503 busy',
    answer: { status: 503, body: '{"error":"server busy, please try again.  maximum pending requests exceeded"}' },
    codes: both('llm.busy'),
    says: 'maximum pending requests',
  },
  {
    name: '500',
    answer: { status: 500, body: '{"error":"llama runner process has terminated"}' },
    codes: both('llm.server'),
    says: 'has terminated',
  },
  {
    name: '502 HTML',
    answer: {
      status: 502,
      body: '<html><body><h1>502 Bad Gateway</h1></body></html>',
      headers: { 'content-type': 'text/html' },
    },
    codes: both('llm.server'),
  },
  {
    name: '400 with nested JSON',
    answer: {
      status: 400,
      body: JSON.stringify({
        error: JSON.stringify({ error: { code: 400, message: 'unknown sampler', type: 'invalid_request_error' } }),
      }),
    },
    codes: both('llm.bad-request'),
    says: 'unknown sampler',
  },
  {
    name: 'error in mid-stream',
    answer: { content: whole.slice(0, 80), ending: 'error', error: 'CUDA error: out of memory' },
    codes: both('llm.stream-error'),
    says: 'out of memory',
  },
  {
    name: 'done: false after a whole answer',
    answer: { content: whole, ending: 'eof' },
    codes: { ollama: 'llm.answer-refused', 'llama-server': 'llm.stream-error' },
  },
  {
    name: 'length after a whole answer',
    answer: { content: whole, ending: 'length' },
    codes: both('llm.answer-refused'),
  },
  {
    name: 'empty, all thinking',
    answer: { thinking: whole, content: '' },
    codes: both('llm.answer-refused'),
  },
  {
    name: '401 of the cloud',
    answer: { status: 401, body: '{"error":"unauthorized","signin_url":"https://ollama.com/connect?x=1"}' },
    model: 'tiny:cloud',
    codes: { ollama: 'llm.auth' },
    says: 'tiny:cloud',
  },
  { name: 'hang', answer: { content: whole.slice(0, 80), ending: 'hang' }, codes: both('llm.timeout') },
  {
    name: 'kill -9 in mid-stream',
    answer: { content: whole.slice(0, 80), ending: 'kill' },
    codes: both('llm.network'),
  },
  {
    name: '503 loading',
    answer: { status: 503, body: '{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}' },
    codes: both('llm.busy'),
    says: 'Loading model',
  },
  {
    name: 'context overflow, cut in silence',
    answer: { content: whole, promptTokens: 40 },
    codes: { ollama: 'llm.prompt-truncated' },
  },
];
