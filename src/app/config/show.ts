import type { LoadedConfig } from './load.js';
import { describeOrigin } from './origin.js';

export interface ShownSetting {
  readonly key: string;
  readonly env: string;
  /** Null where it is not set. A secret shows only that it is there. */
  readonly value: string | number | boolean | null;
  readonly origin: string;
}

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
