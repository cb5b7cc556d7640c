import type { LanguageModelV3CallOptions } from '@ai-sdk/provider';
import type { ProviderModel } from '../../types.js';

export type SdkProviderOptions = NonNullable<LanguageModelV3CallOptions['providerOptions']>;

export interface VendorThinking {
  readonly sampling: ProviderModel['sampling'];
  readonly providerOptions: SdkProviderOptions;
  /** Tokens that the vendor's package adds to the answer's for thinking: they are taken off before. */
  readonly budgetTokens?: number;
}
