import { parseDocument } from 'yaml';
import { isMapping } from '../../src/shared/client/mapping.ts';

/** The parts of a workflow that a block can contain. */
export type FragmentType = 'workflow' | 'job' | 'steps' | 'environment';

type YamlBlock =
  | { readonly type: 'invalid'; readonly message: string; readonly line: number }
  | { readonly type: 'fragment'; readonly fragment: FragmentType }
  | { readonly type: 'document'; readonly schema: string; readonly value: unknown }
  | { readonly type: 'unknown' };

/** Classifies a YAML block: documents by their schema comment or kind, others by their keys. */
export function classifyYamlBlock(text: string): YamlBlock {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) return { type: 'invalid', message: error.message, line: error.linePos?.[0].line ?? 1 };
  const value: unknown = document.toJS();
  const schemaName = /^# yaml-language-server: \$schema=\S*\/schemas\/([\w-]+)\.json$/m.exec(text)?.[1];
  if (schemaName !== undefined) return { type: 'document', schema: schemaName, value };
  if (Array.isArray(value)) return { type: 'fragment', fragment: 'steps' };
  const keys = isMapping(value) ? Object.keys(value) : [];
  if (isMapping(value) && typeof value['kind'] === 'string')
    return { type: 'document', schema: `${value['kind']}-partial`, value };
  if (keys.includes('jobs')) return { type: 'fragment', fragment: 'workflow' };
  if (keys.includes('steps')) return { type: 'fragment', fragment: 'job' };
  return keys.length === 1 && keys[0] === 'env'
    ? { type: 'fragment', fragment: 'environment' }
    : { type: 'unknown' };
}
