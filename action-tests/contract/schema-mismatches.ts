import { Ajv, type ErrorObject } from 'ajv';
import type { Request } from './client-calls.ts';
import type { Operation, Schema } from './openapi-operations.ts';

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, coerceTypes: false });
/** Queries are text; a server makes numbers and truth values of them. */
const coercing = new Ajv({ strict: false, allErrors: true, validateFormats: false, coerceTypes: true });

/** What is wrong with a request, as its operation describes itself. */
export function findRequestMismatches(operation: Operation, request: Request): string[] {
  return [...findQueryMismatches(operation, request), ...findBodyMismatches(operation, request)];
}

/** What is wrong with an answer that the client was given and read. */
export function findResponseMismatches({ response: answer, document }: Operation, given: unknown): string[] {
  return answer ? findMismatches(ajv, answer, document, given, 'answer') : [];
}

function findQueryMismatches({ parameters, document }: Operation, { query }: Request): string[] {
  const declared = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const sent = new Set(query.map(([name]) => name));
  const missing = parameters.filter(({ name, required }) => required && !sent.has(name));
  return [
    ...missing.map(({ name }) => `query: ${name} is required and was not sent`),
    ...query.flatMap(([name, value]) => {
      const schema = declared.get(name)?.schema;
      if (!schema) return [`query: there is no ${name}`];
      return findMismatches(
        coercing,
        { properties: { value: schema } },
        document,
        { value },
        `query ${name}`,
      );
    }),
  ];
}

function findBodyMismatches(operation: Operation, { body, contentType = '' }: Request): string[] {
  if (operation.acceptsFile) {
    return contentType.startsWith('multipart/form-data') ? [] : ['body: a file was expected'];
  }
  if (!operation.body) return body === undefined ? [] : ['body: none was expected'];
  if (body === undefined) return ['body: none was sent'];
  return findMismatches(ajv, operation.body, operation.document, body, 'body');
}

function findMismatches(
  validator: Ajv,
  schema: Schema,
  document: Schema,
  value: unknown,
  place: string,
): string[] {
  // References point into the whole document, so it comes along; what is judged is the schema alone.
  const { components, definitions, ...root } = document;
  const own = schema['$ref'] === '#' ? root : schema;
  const validate = validator.compile({
    ...withoutTuples(own),
    components: withoutTuples(components),
    definitions,
  });
  return validate(withoutNulls(value))
    ? []
    : (validate.errors ?? []).map((error) => formatError(error, place));
}

/**
 * The servers take null for a field that is left out, answer null for every optional field, and describe neither. A null
 * where a field is required is still found: the field is then missing.
 */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const present = Object.entries(value).filter(([, entry]) => entry !== null);
  return Object.fromEntries(present.map(([key, entry]) => [key, withoutNulls(entry)]));
}

/** OpenAPI 3.0 of this origin writes tuples as lists of schemas, which JSON Schema since calls `prefixItems`. */
function withoutTuples(value: unknown): Schema {
  const text = JSON.stringify(value ?? {}, (_, entry) =>
    entry !== null && typeof entry === 'object' && Array.isArray(entry.items)
      ? { ...entry, items: undefined, prefixItems: entry.items }
      : entry,
  );
  return JSON.parse(text);
}

function formatError({ instancePath, message, params }: ErrorObject, place: string): string {
  const extra = params['additionalProperty'] ?? params['missingProperty'] ?? '';
  return `${place}${instancePath}: ${message}${extra ? ` (${extra})` : ''}`;
}
