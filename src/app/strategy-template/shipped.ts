import type { StrategyInfo } from '../../contract/strategies.js';
import { z } from 'zod';
import { STRATEGIES } from '../../strategies/index.js';

/** The part of a JSON Schema that is shown. */
const propertySchema = z.object({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  exclusiveMaximum: z.number().optional(),
  default: z.unknown().optional(),
});
type Property = z.infer<typeof propertySchema>;
const objectSchema = z.object({ properties: z.record(z.string(), propertySchema).default({}) });

/** JSON Schema bounds whole numbers by what a double holds exactly: no bound of ours. */
const bound = (value: number | undefined): number | undefined =>
  value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : value;

function rangeOf(property: Property): string {
  const low = bound(property.minimum);
  const high = bound(property.maximum);
  const above = bound(property.exclusiveMinimum);
  const below = bound(property.exclusiveMaximum);
  if (low !== undefined && high !== undefined) return `${low} … ${high}`;
  const parts = [
    ...(low === undefined ? [] : [`≥ ${low}`]),
    ...(above === undefined ? [] : [`> ${above}`]),
    ...(high === undefined ? [] : [`≤ ${high}`]),
    ...(below === undefined ? [] : [`< ${below}`]),
  ];
  return parts.join(', ');
}

const TYPES: Readonly<Record<string, string>> = {
  integer: 'whole number',
  number: 'number',
  boolean: 'yes or no',
  string: 'text',
  array: 'list',
};

function typeOf({ type, enum: words }: Property): string {
  return words === undefined ? (TYPES[type ?? ''] ?? 'object') : words.map(String).join(' | ');
}

/** The strategies that ship, with their parameters as their schemas tell them. */
export function shippedStrategies(): StrategyInfo[] {
  return STRATEGIES.map(({ name, summary, schema, decisionBars }) => {
    const json: unknown = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    const { properties } = objectSchema.catch({ properties: {} }).parse(json);
    const defaults = schema.safeParse({});
    return {
      name,
      summary,
      decision_bars: defaults.success ? decisionBars(defaults.data) : null,
      parameters: Object.entries(properties).map(([key, property]) => ({
        name: key,
        type: typeOf(property),
        range: rangeOf(property),
        fallback: property.default ?? null,
      })),
      schema: json,
    };
  });
}
