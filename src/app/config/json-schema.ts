import { z } from 'zod';
import { keyOf } from './catalogue.js';
import { given } from '../../core/given.js';
import type { Setting, SettingGroup } from './setting.js';
import { SETTINGS } from './settings.js';

function schemaOfSetting(setting: Setting<unknown>): z.ZodType {
  const described = setting.schema.meta({
    description: `${setting.about} Environment: ${setting.env}.`,
    ...given({ default: setting.fallback ?? undefined }),
  });
  return described.nullable().optional();
}

function schemaOfGroup(group: SettingGroup): z.ZodObject {
  const shape: Record<string, z.ZodType> = {};
  for (const [code, item] of Object.entries(group.items)) {
    if (item.kind === 'setting') {
      if (!item.secret) shape[keyOf(code)] = schemaOfSetting(item);
    } else if (Object.values(item.items).some((inner) => inner.kind === 'group' || !inner.secret)) {
      shape[keyOf(code)] = schemaOfGroup(item).nullable().optional();
    }
  }
  return z.strictObject(shape).describe(group.about);
}

/** JSON Schema (draft 2020-12) of the settings file, for editors. Secrets are not part of it. */
export function configJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(schemaOfGroup(SETTINGS)), title: 'llm-trading.yaml' };
}
