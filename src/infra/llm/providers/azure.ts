import { InputError } from '../../../core/errors.js';
import { createRedactor } from '../../log/redactor.js';
import { optional } from '../../packages/optional.js';
import { cleanBaseUrl } from '../base-url.js';
import { cleanKey } from '../clean-key.js';
import { sharedLlmFetch, type FetchLike } from '../fetch.js';
import { boundlessSchema } from '../schema-subset.js';
import type { Server } from '../server-call.js';
import type { LLMProvider } from '../types.js';
import { createVendorProvider, type VendorSettings } from './ai-sdk/provider.js';
import { openAIThinking } from './openai.js';
import { listOpenAIModels } from './openai-models.js';

export interface AzureSettings extends VendorSettings {
  /** `AZURE_OPENAI_ENDPOINT`, e.g. https://my-resource.openai.azure.com. */
  readonly endpoint: string;
  /** `AZURE_OPENAI_API_KEY`. */
  readonly apiKey: string | undefined;
  /**
   * `AZURE_OPENAI_API_VERSION`. Default `v1`, the versionless API; a date such as 2024-10-21 uses the older paths
   * `/openai/deployments/NAME/…?api-version=…`; `preview` opens unfinished parts of the versionless one.
   */
  readonly apiVersion?: string | undefined;
}

const urlOf = (input: Parameters<FetchLike>[0]): string => (input instanceof Request ? input.url : input.toString());

/**
 * Azure OpenAI: https://learn.microsoft.com/azure/ai-foundry/openai/reference. The model is the name of a deployment. The listing
 * shows the resource's base models, since Azure tells its deployments only to the management API.
 */
export function createAzureProvider(settings: AzureSettings): LLMProvider {
  const { clock } = settings;
  const apiKey = cleanKey(settings.apiKey, 'AZURE_OPENAI_API_KEY');
  const apiVersion = settings.apiVersion?.trim() ?? 'v1';
  const dated = /^\d{4}-\d{2}-\d{2}/.test(apiVersion);
  if (!/^[\w.-]{1,40}$/.test(apiVersion))
    throw new InputError('config.api-version', 'AZURE_OPENAI_API_VERSION is not a version.', {
      where: 'AZURE_OPENAI_API_VERSION',
      expected: '"v1" or a date such as 2024-10-21',
      remedy: 'Correct AZURE_OPENAI_API_VERSION.',
    });
  const baseUrl = cleanBaseUrl(settings.endpoint, 'AZURE_OPENAI_ENDPOINT').replace(/\/openai(\/v1)?$/, '');
  const server: Server = {
    id: 'azure',
    baseUrl,
    headers: { 'api-key': apiKey },
    fetch: settings.fetch ?? sharedLlmFetch(),
    redact: createRedactor([apiKey]),
    baseUrlVariable: 'AZURE_OPENAI_ENDPOINT',
    keyVariable: 'AZURE_OPENAI_API_KEY',
  };
  return createVendorProvider(settings, {
    server,
    needsDone: true,
    remote: true,
    formats: ['json-schema', 'json', 'text'],
    subsets: () => [boundlessSchema],
    thinking: () => openAIThinking(settings),
    load: async (modelId, fetch) => {
      const { createAzure } = await optional('@ai-sdk/azure', () => import('@ai-sdk/azure'));
      const named: FetchLike = (input, init) => fetch(`${urlOf(input)}?api-version=${apiVersion}`, init);
      const provider = createAzure({
        apiKey,
        fetch,
        ...(dated
          ? { baseURL: `${baseUrl}/openai`, useDeploymentBasedUrls: true, apiVersion }
          : { baseURL: `${baseUrl}/openai/v1`, ...(apiVersion === 'v1' ? {} : { fetch: named }) }),
      });
      return provider.chat(modelId);
    },
    list: (signal) =>
      listOpenAIModels(server, clock, dated ? `/openai/models?api-version=${apiVersion}` : '/openai/v1/models', signal),
  });
}
