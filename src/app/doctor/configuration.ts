import type { Check } from '../../contract/doctor.js';
import { LlmTradingError, messageOf } from '../../core/errors.js';
import type { LoadedConfig } from '../config/index.js';
import { shownProxy, type ProxySettings } from '../../infra/http/index.js';
import { failed, ok, warned } from './check.js';

/** What the settings say, and what in them looks like a mistake. */
export function checkSettings(loaded: LoadedConfig): Check[] {
  const set = loaded.settings.filter(({ origin }) => origin.from !== 'default');
  const places = [...new Set(set.map(({ origin }) => PLACES[origin.from]))];
  const message =
    set.length === 0
      ? 'every setting has its default.'
      : `${set.length} ${set.length === 1 ? 'setting is' : 'settings are'} set (${places.join(', ')}), all valid.`;
  return [
    ok('configuration', 'settings', message),
    ...loaded.warnings.map((warning) =>
      warned({ group: 'configuration', name: 'settings', message: warning }, 'correct the name, or remove the line'),
    ),
  ];
}

const PLACES = {
  flag: 'options',
  environment: 'environment',
  'env-file': '.env',
  file: 'settings file',
  default: 'defaults',
} as const;

/** Whether requests go through a proxy; null where none is set. */
export function checkProxy({ http, https, bypass, unusable }: ProxySettings): Check[] {
  const found = { group: 'configuration', name: 'proxy' } as const;
  const bad = unusable.map((message) => warned({ ...found, message }, 'write it as http://host:port'));
  if (http === null && https === null) return bad;
  const used = [
    https === null ? null : `https through ${shownProxy(https)}`,
    http === null ? null : `http through ${shownProxy(http)}`,
  ];
  const message = `${used.filter((part) => part !== null).join(', ')}; straight to ${bypass === '' ? 'nobody' : bypass}.`;
  return [ok('configuration', 'proxy', message), ...bad];
}

export function invalidSettings(error: unknown): Check {
  const remedy = error instanceof LlmTradingError ? (error.remedy ?? null) : null;
  return failed(
    { group: 'configuration', name: 'settings', message: messageOf(error) },
    remedy ?? 'correct it; "llm-trading config show" lists the settings',
    'user',
  );
}

/** Which optional keys are there. Their form was checked when they were loaded. */
export function checkKeys(loaded: LoadedConfig): Check {
  const secrets = loaded.settings.filter(({ setting }) => setting.secret);
  const present = secrets.filter(({ value }) => value !== null).map(({ setting }) => setting.env);
  const absent = secrets.filter(({ value }) => value === null).map(({ setting }) => setting.env);
  if (present.length === 0) {
    return ok('configuration', 'keys', `none is set, and none is needed (${absent.join(', ')}).`);
  }
  const has = `${present.join(', ')} ${present.length === 1 ? 'is' : 'are'} set and well-formed`;
  return ok('configuration', 'keys', absent.length === 0 ? `${has}.` : `${has}; not set: ${absent.join(', ')}.`);
}
