import { Ajv, type ErrorObject } from 'ajv';
import type { Request } from './client-calls.ts';
import type { Operation, Schema } from './openapi-operations.ts';

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, coerceTypes: false });
/** Query parameters are text, which the server converts to numbers and booleans. */
const coercing = new Ajv({ strict: false, allErrors: true, validateFormats: false, coerceTypes: true });

/** Compares a request with its operation. @returns messages. */
export function findRequestMismatches(operation: Operation, request: Request): string[] {
  return [...findQueryMismatches(operation, request), ...findBodyMismatches(operation, request)];
}

/** Compares a response that the client read with its operation. @returns messages. */
export function findResponseMismatches({ response, document }: Operation, body: unknown): string[] {
  return response ? findMismatches(body, { schema: response, document, place: 'response' }) : [];
}

function findQueryMismatches({ parameters, document }: Operation, { query }: Request): string[] {
  const declared = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const sent = new Set(query.map(([name]) => name));
  const missing = parameters.filter(({ name, required }) => required && !sent.has(name));
  return [
    ...missing.map(({ name }) => `query: ${name} is required and missing`),
    ...query.flatMap(([name, value]) => {
      const schema = declared.get(name)?.schema;
      if (!schema) return [`query: unknown parameter ${name}`];
      const wrapped = { properties: { value: schema } };
      return findMismatches(
        { value },
        { schema: wrapped, document, place: `query ${name}`, validator: coercing },
      );
    }),
  ];
}

function findBodyMismatches(operation: Operation, { body, contentType = '' }: Request): string[] {
  if (operation.acceptsFile) {
    return contentType.startsWith('multipart/form-data') ? [] : ['body: a file was expected'];
  }
  if (!operation.body) return body === undefined ? [] : ['body: unexpected'];
  if (body === undefined) return ['body: missing'];
  return findMismatches(body, { schema: operation.body, document: operation.document, place: 'body' });
}

interface Expectation {
  readonly schema: Schema;
  /** The OpenAPI document of the schema. */
  readonly document: Schema;
  /** Name of the value in messages. */
  readonly place: string;
  readonly validator?: Ajv;
}

function findMismatches(value: unknown, { schema, document, place, validator = ajv }: Expectation): string[] {
  // References point into the whole document, so its definitions are added.
  const { components, definitions, ...root } = document;
  const own = schema['$ref'] === '#' ? root : schema;
  const validate = validator.compile({
    ...replaceTuples(own),
    components: replaceTuples(components),
    definitions,
  });
  return validate(removeNulls(value))
    ? []
    : (validate.errors ?? []).map((error) => formatError(error, place));
}

/**
 * The servers accept and send null for every optional field without describing it. A null in a required field is still
 * found, because the field is then missing.
 */
function removeNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(removeNulls);
  if (typeof value !== 'object' || value === null) return value;
  const present = Object.entries(value).filter(([, entry]) => entry !== null);
  return Object.fromEntries(present.map(([key, entry]) => [key, removeNulls(entry)]));
}

/**
 * These OpenAPI 3.0 documents write tuples as lists of schemas; JSON Schema 2020-12 calls them `prefixItems`.
 */
function replaceTuples(value: unknown): Schema {
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
