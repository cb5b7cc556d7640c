/** The parts of node-llama-cpp that are used: the package itself is installed for these tests alone, with no types here. */
export type Token = number & { readonly __token: never };

interface EvaluateOptions {
  readonly temperature: number;
  readonly topP?: number;
  readonly seed?: number;
  readonly grammarEvaluationState?: object;
}

interface Sequence {
  readonly nextTokenIndex: number;
  adaptStateToTokens(tokens: readonly Token[], allowShift: boolean): Promise<void>;
  evaluate(tokens: readonly Token[], options: EvaluateOptions): AsyncIterable<Token>;
}

interface Model {
  readonly trainContextSize: number;
  tokenize(text: string, specialTokens: boolean): Token[];
  detokenize(tokens: readonly Token[]): string;
  createContext(options: {
    readonly contextSize: number;
    readonly sequences: number;
    readonly threads: number;
    readonly batchSize: number;
  }): Promise<{ getSequence(): Sequence }>;
}

interface Llama {
  loadModel(options: { readonly modelPath: string }): Promise<Model>;
}

export interface LlamaPackage {
  getLlama(options: {
    readonly gpu: false;
    readonly build: 'never';
    readonly skipDownload: true;
    readonly maxThreads: number;
    readonly logLevel: unknown;
  }): Promise<Llama>;
  readonly LlamaGrammar: new (llama: Llama, options: { readonly grammar: string }) => object;
  readonly LlamaGrammarEvaluationState: new (options: { readonly model: Model; readonly grammar: object }) => object;
  readonly LlamaLogLevel: { readonly error: unknown };
}
