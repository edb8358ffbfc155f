import { parseDocument } from 'yaml';
import { isMapping } from '../../src/shared/client/mapping.ts';

/** The type of a YAML block. */
export type YamlBlock =
  | { readonly is: 'broken'; readonly why: string; readonly line: number }
  | { readonly is: 'workflow' | 'job' | 'steps' | 'environment' }
  | { readonly is: 'document'; readonly schema: string; readonly value: unknown }
  | { readonly is: 'unknown' };

/** Classifies a YAML block: documents by their schema comment or kind, others by their keys. */
export function classifyYamlBlock(text: string): YamlBlock {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) return { is: 'broken', why: error.message, line: error.linePos?.[0].line ?? 1 };
  const value: unknown = document.toJS();
  const schemaName = /^# yaml-language-server: \$schema=\S*\/schemas\/([\w-]+)\.json$/m.exec(text)?.[1];
  if (schemaName !== undefined) return { is: 'document', schema: schemaName, value };
  if (Array.isArray(value)) return { is: 'steps' };
  const keys = isMapping(value) ? Object.keys(value) : [];
  if (isMapping(value) && typeof value['kind'] === 'string')
    return { is: 'document', schema: `${value['kind']}-partial`, value };
  if (keys.includes('jobs')) return { is: 'workflow' };
  if (keys.includes('steps')) return { is: 'job' };
  return keys.length === 1 && keys[0] === 'env' ? { is: 'environment' } : { is: 'unknown' };
}
