import { grammarFor } from './grammar.js';
import type { LlamaPackage, Token } from './llama-package.js';

export interface Message {
  readonly role: string;
  readonly content: string;
}

export interface Question {
  readonly messages: readonly Message[];
  /** Undefined for free text, null for any JSON object. */
  readonly schema?: Readonly<Record<string, unknown>> | null;
  readonly temperature: number;
  readonly topP?: number;
  readonly seed?: number;
  /** Tokens. */
  readonly most: number;
  readonly signal: AbortSignal;
}

/** What answering took: tokens, and ms. `cached` are those of the prompt that an earlier one began with too. */
export interface Timing {
  readonly prompt: number;
  readonly cached: number;
  readonly promptMs: number;
  readonly answer: number;
  readonly answerMs: number;
  readonly ended: 'stop' | 'length';
}

export class PromptTooLong extends Error {}

export interface Engine {
  readonly trainedContext: number;
  /** One question after the other, as a server with one slot. @throws PromptTooLong, SchemaError */
  answer(question: Question, onText: (delta: string) => void): Promise<Timing>;
}

/** A GGUF on one thread of the processor: two that wait for each other are slower than one. */
export async function startEngine(llamaPackage: LlamaPackage, modelPath: string, contextSize: number): Promise<Engine> {
  const { getLlama, LlamaGrammar, LlamaGrammarEvaluationState, LlamaLogLevel } = llamaPackage;
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    maxThreads: 1,
    logLevel: LlamaLogLevel.error,
  });
  const model = await llama.loadModel({ modelPath });
  const context = await model.createContext({ contextSize, sequences: 1, threads: 1, batchSize: 512 });
  const sequence = context.getSequence();

  /** ChatML, which both models are trained on: a server that does not know a template drops the system message in silence. */
  const promptTokens = (messages: readonly Message[]): Token[] => {
    const mark = (text: string): Token[] => model.tokenize(text, true);
    return [
      ...messages.flatMap(({ role, content }) => [
        ...mark(`<|im_start|>${role}\n`),
        ...model.tokenize(content, false),
        ...mark('<|im_end|>\n'),
      ]),
      ...mark('<|im_start|>assistant\n'),
    ];
  };

  const grammars = new Map<string, InstanceType<typeof LlamaGrammar>>();
  const stateFor = (schema: Question['schema']) => {
    if (schema === undefined) return undefined;
    const text = grammarFor(schema);
    const grammar = grammars.get(text) ?? new LlamaGrammar(llama, { grammar: text });
    grammars.set(text, grammar);
    return new LlamaGrammarEvaluationState({ model, grammar });
  };

  const answerNow = async (question: Question, onText: (delta: string) => void): Promise<Timing> => {
    const { signal, temperature, topP, seed } = question;
    const state = stateFor(question.schema);
    const tokens = promptTokens(question.messages);
    if (tokens.length >= contextSize) throw new PromptTooLong(`${tokens.length} tokens, of ${contextSize}`);
    const most = Math.min(question.most, contextSize - tokens.length);
    // The last token is always read: what follows it is asked for.
    await sequence.adaptStateToTokens(tokens.slice(0, -1), false);
    const cached = sequence.nextTokenIndex;
    const answered: Token[] = [];
    let said = '';
    let readAt: number | null = null;
    let ended: Timing['ended'] = 'stop';
    const startedAt = performance.now();
    const stream = sequence.evaluate(tokens.slice(cached), {
      temperature,
      ...(topP === undefined ? {} : { topP }),
      ...(seed === undefined ? {} : { seed }),
      ...(state === undefined ? {} : { grammarEvaluationState: state }),
    });
    for await (const token of stream) {
      readAt ??= performance.now();
      answered.push(token);
      const text = model.detokenize(answered);
      // Half a character waits for its other half.
      if (!text.endsWith('\uFFFD')) {
        onText(text.slice(said.length));
        said = text;
      }
      if (signal.aborted) break;
      if (answered.length >= most) {
        ended = 'length';
        break;
      }
    }
    const doneAt = performance.now();
    return {
      prompt: tokens.length,
      cached,
      promptMs: (readAt ?? doneAt) - startedAt,
      answer: answered.length,
      answerMs: doneAt - (readAt ?? doneAt),
      ended,
    };
  };

  let before: Promise<unknown> = Promise.resolve();
  return {
    trainedContext: model.trainContextSize,
    answer(question, onText) {
      const turn = before.then(() => {
        question.signal.throwIfAborted();
        return answerNow(question, onText);
      });
      before = turn.catch(() => undefined);
      return turn;
    },
  };
}
