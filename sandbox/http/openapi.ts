import type { JsonSchema, SchemaStyle, Type } from '../pydantic/type.ts';
import type { Route } from './route.ts';

/** Creates the OpenAPI document of an API: parameters and bodies, without hidden routes. */
export function createOpenApiDocument(title: string, routes: Route[]): JsonSchema {
  const definitions = new Map<string, JsonSchema>();
  const style: SchemaStyle = { definitions, refPrefix: '#/components/schemas/', showNull: false };
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const route of routes) {
    if (route.unlisted) continue;
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: describeOperation(route, style),
    };
  }
  const schemas = Object.fromEntries([...definitions].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { openapi: '3.0.2', info: { title, version: '0.1.0' }, paths, components: { schemas } };
}

function describeOperation(route: Route, style: SchemaStyle): JsonSchema {
  const parameters = Object.entries(route.query ?? {}).map(([name, type]) =>
    describeParameter(name, type, style),
  );
  return {
    operationId: `${route.method.toLowerCase()}${route.path.replaceAll(/\W+/g, '_')}`,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...requestBody(route, style),
    responses: {
      200: { description: 'Successful Response', content: { 'application/json': { schema: {} } } },
    },
  };
}

function describeParameter(name: string, type: Type<unknown>, style: SchemaStyle): JsonSchema {
  return { name, in: 'query', required: !type.fallback, schema: type.schema(style) };
}

function requestBody(route: Route, style: SchemaStyle): JsonSchema {
  if (route.form !== undefined) {
    const file = {
      type: 'object',
      properties: { [route.form]: { type: 'string', format: 'binary' } },
      required: [route.form],
    };
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema: file } } } };
  }
  if (!route.body) return {};
  return {
    requestBody: { required: true, content: { 'application/json': { schema: route.body.schema(style) } } },
  };
}
