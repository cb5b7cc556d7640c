type Schema = Readonly<Record<string, unknown>>;

/** What a vendor refuses a schema for, in its words; null where it takes it. */
export type SchemaRules = (schema: Schema) => string | null;

const children = (schema: Schema): Schema[] => [
  ...Object.values((schema.properties ?? {}) as Record<string, Schema>),
  ...(schema.items === undefined ? [] : [schema.items as Schema]),
  ...((schema.anyOf ?? []) as Schema[]),
];

const anywhere =
  (rule: SchemaRules): SchemaRules =>
  (schema) =>
    rule(schema) ??
    children(schema)
      .map(anywhere(rule))
      .find((said) => said !== null) ??
    null;

/** https://platform.openai.com/docs/guides/structured-outputs#supported-schemas, strict mode. */
export const openAIRules = (refused: readonly string[]): SchemaRules =>
  anywhere((schema) => {
    const keyword = refused.find((one) => one in schema);
    if (keyword !== undefined)
      return `Invalid schema for response_format 'regime': In context=(), '${keyword}' is not permitted.`;
    if (schema.type !== 'object') return null;
    if (schema.additionalProperties !== false)
      return "Invalid schema for response_format 'regime': 'additionalProperties' is required to be supplied and to be false.";
    const names = Object.keys(schema.properties as Schema);
    const left = names.find((name) => !(schema.required as string[]).includes(name));
    return left === undefined ? null : `Invalid schema for response_format 'regime': Missing '${left}' in required.`;
  });

const GEMINI = new Set(
  'type format title description nullable enum maxItems minItems properties required propertyOrdering anyOf items minimum maximum'.split(
    ' ',
  ),
);

/** https://ai.google.dev/api/caching#Schema: fields of a protocol buffer, of which an unknown one is an error. */
export const geminiRules: SchemaRules = anywhere((schema) => {
  const unknown = Object.keys(schema).find((keyword) => !GEMINI.has(keyword));
  if (unknown !== undefined)
    return `Invalid JSON payload received. Unknown name "${unknown}" at 'generation_config.response_schema': Cannot find field.`;
  const { properties, propertyOrdering } = schema;
  if (properties === undefined || Array.isArray(propertyOrdering)) return null;
  return 'propertyOrdering is missing: properties come in the order of their names.';
});

/** https://docs.claude.com/en/docs/build-with-claude/structured-outputs#json-schema-limitations */
export const anthropicRules: SchemaRules = anywhere((schema) => {
  const keyword = ['minimum', 'maximum', 'exclusiveMinimum', 'minLength', 'maxLength', 'maxItems'].find(
    (one) => one in schema,
  );
  return keyword === undefined
    ? null
    : `output_config.format.schema: For '${String(schema.type)}' type, property '${keyword}' is not supported`;
});
