import type { ShownSetting } from '../../contract/settings.js';
import type { LoadedConfig } from './load.js';
import { describeOrigin } from './origin.js';

function shownValue(value: unknown): ShownSetting['value'] {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return JSON.stringify(value);
}

/** The rows of `config show`. */
export function shownSettings(loaded: LoadedConfig): ShownSetting[] {
  return loaded.settings.map(({ key, setting, value, origin }) => ({
    key,
    env: setting.env,
    value: setting.secret && value !== null ? '(set)' : shownValue(value ?? (setting.canBeOff ? 'off' : null)),
    origin: describeOrigin(origin),
  }));
}
