import { ownSettingsOf } from './kinds/model-settings.js';
import type { Config } from './settings.js';

/** What models that take no temperature sample at: the default of OpenAI, Anthropic and Google. */
const UNSENT = 1;

const sampledAt = (temperature: number | 'none'): number => (temperature === 'none' ? UNSENT : temperature);

/** The temperature that one model is asked at. */
export const temperatureOf = ({ llm }: Config, { provider, name }: { provider: string; name: string }): number =>
  sampledAt(ownSettingsOf(llm.modelSettings, provider, name).temperature ?? llm.temperature);

/** The models that settings name: one, those to fall back on, the members of ensembles. */
function namedModels({ llm }: Config): string[] {
  const texts = [llm.model, llm.fallbackModels, ...Object.values(llm.ensembles ?? {})];
  const names = texts.flatMap((text) => text?.split(/[,+]/) ?? []);
  return names.map((name) => name.trim().replace(/^\d+\*/, '')).filter((name) => name !== '');
}

/**
 * The temperature that questions are asked at: the highest of the models that may be asked. Where none is sent, answers differ
 * by chance as they do at 1.
 */
export function askedTemperature(config: Config): number {
  const each = namedModels(config).map((text) => {
    const slash = text.indexOf('/');
    const provider = slash < 0 ? 'ollama' : text.slice(0, slash).toLowerCase();
    return temperatureOf(config, { provider, name: text.slice(slash + 1) });
  });
  return config.llm.modelSettings === null || each.length === 0 ? sampledAt(config.llm.temperature) : Math.max(...each);
}
