export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a server takes of a JSON Schema. */
export type SchemaSubset = (schema: JsonSchema) => JsonSchema;

const LENGTHS = ['minLength', 'maxLength'];
const EXCLUSIVE = ['exclusiveMinimum', 'exclusiveMaximum'];
const BOUNDS = [...LENGTHS, ...EXCLUSIVE, 'minimum', 'maximum', 'minItems', 'maxItems'];

/** As it is: servers of llama.cpp's and vLLM's kind make a grammar of every keyword that the forms use. */
export const wholeSchema: SchemaSubset = (schema) => schema;

/** https://platform.openai.com/docs/guides/structured-outputs: strict mode refuses the lengths of texts. */
export const openAISchema: SchemaSubset = (schema) => without(schema, LENGTHS);

/**
 * No bounds at all: Azure (https://learn.microsoft.com/azure/ai-foundry/openai/how-to/structured-outputs), OpenAI's fine-tuned
 * models, and relays to vendors that refuse them. They are told in descriptions, and the reader keeps to them.
 */
export const boundlessSchema: SchemaSubset = (schema) => without(schema, BOUNDS);

/**
 * Gemini's `Schema` (https://ai.google.dev/api/caching#Schema), a part of OpenAPI's: no `additionalProperties` and `const`,
 * `nullable` for null, and the order of properties named. Lengths of texts are left out: they bring the error that a schema
 * has too many states.
 */
export const geminiSchema: SchemaSubset = (schema) => openApi(without(schema, [...LENGTHS, ...EXCLUSIVE]));

/** A copy without these keywords; what they said is written into the description. */
function without(schema: JsonSchema, keywords: readonly string[]): JsonSchema {
  const told = keywords
    .filter((keyword) => keyword in schema)
    .map((keyword) => `${keyword} ${String(schema[keyword])}`);
  const rest = Object.entries(schema).filter(([keyword]) => !keywords.includes(keyword));
  const copy = Object.fromEntries(
    rest.map(([keyword, value]) => [keyword, inside(keyword, value, (one) => without(one, keywords))]),
  );
  if (told.length === 0) return copy;
  const description =
    typeof schema.description === 'string' ? `${schema.description} (${told.join(', ')})` : told.join(', ');
  return { ...copy, description };
}

function openApi(schema: JsonSchema): JsonSchema {
  const { anyOf, const: constant } = schema;
  const kept = Object.entries(schema).filter(
    ([keyword]) => !['anyOf', 'const', 'additionalProperties'].includes(keyword),
  );
  const copy: Record<string, unknown> = Object.fromEntries(
    kept.map(([keyword, value]) => [keyword, inside(keyword, value, openApi)]),
  );
  if (isSchema(copy.properties)) copy.propertyOrdering = Object.keys(copy.properties);
  if (constant !== undefined) copy.enum = [constant];
  if (!Array.isArray(anyOf)) return copy;
  const kinds = (anyOf as JsonSchema[]).filter(({ type }) => type !== 'null').map(openApi);
  const nullable = kinds.length < anyOf.length ? { nullable: true } : {};
  return kinds.length === 1 ? { ...kinds[0], ...copy, ...nullable } : { ...copy, anyOf: kinds, ...nullable };
}

/** Maps the schemas that stand below a keyword, and leaves every other value as it is. */
function inside(keyword: string, value: unknown, map: SchemaSubset): unknown {
  if (keyword === 'properties' && isSchema(value))
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, map(one as JsonSchema)]));
  if (keyword === 'items' && isSchema(value)) return map(value);
  if (keyword === 'anyOf' && Array.isArray(value)) return value.map((one) => map(one as JsonSchema));
  return value;
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
