import { z } from 'zod';
import { DASHBOARD_ROUTES } from '../contract/dashboard-routes.js';
import { apiErrorSchema } from '../contract/dashboard-status.js';

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): unknown =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' });

/** Name and shape of each parameter of a query. */
function queryParameters(query: z.ZodType): unknown[] {
  const { properties = {}, required = [] } = schemaOf(query, 'input') as {
    readonly properties?: Readonly<Record<string, unknown>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name) && (schema as { default?: unknown }).default === undefined,
    schema,
  }));
}

/** The API as an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1), made of the table that the server routes by. */
export function openApiDocument(version: string): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, { method, path, about, query, body, answer }] of Object.entries(DASHBOARD_ROUTES)) {
    const names = [...path.matchAll(/:(\w+)/g)].map(([, each]) => each!);
    const operations = (paths[path.replace(/:(\w+)/g, '{$1}')] ??= {});
    operations[method.toLowerCase()] = {
      operationId: name,
      summary: about,
      parameters: [
        ...names.map((each) => ({ name: each, in: 'path', required: true, schema: { type: 'string' } })),
        ...queryParameters(query),
      ],
      ...(method === 'POST' ? { requestBody: { content: { 'application/json': { schema: schemaOf(body, 'input') } } } } : {}), // prettier-ignore
      responses: {
        [name === 'startJob' ? 202 : 200]: {
          description: 'Done',
          content: { 'application/json': { schema: schemaOf(answer, 'output') } },
        },
        default: {
          description: 'Refused',
          content: { 'application/json': { schema: schemaOf(apiErrorSchema, 'output') } },
        },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'llm-trading', version },
    servers: [{ url: '/api/v1' }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    paths,
  };
}
