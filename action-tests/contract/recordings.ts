import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A recorded request with its response. */
export interface Recording {
  readonly label: string;
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly requestBody: unknown;
  readonly status: number;
  readonly responseBody: unknown;
}

interface RecordedLine {
  readonly label?: string;
  readonly api?: string;
  readonly method?: string;
  readonly path?: string;
  readonly request_body?: unknown;
  readonly status?: number;
  readonly response_body?: unknown;
}

/**
 * Reads recordings from a folder: one per file (.json) or line (.jsonl), also compressed (.gz). Empty if
 * there is no such folder.
 */
export function readRecordings(folder: string): Recording[] {
  if (!statSync(folder, { throwIfNoEntry: false })) return [];
  return readdirSync(folder)
    .flatMap((file) => {
      if (/\.jsonl(\.gz)?$/.test(file)) return readText(join(folder, file)).trim().split('\n');
      return /\.json(\.gz)?$/.test(file) ? [readText(join(folder, file))] : [];
    })
    .flatMap((text) => {
      const line: RecordedLine = JSON.parse(text);
      if (line.path === undefined) return [];
      const [path = '', query = ''] = line.path.split('?');
      return [
        {
          label: line.label ?? '',
          service: line.api ?? '',
          method: line.method ?? '',
          path,
          query,
          requestBody: line.request_body,
          status: line.status ?? 0,
          responseBody: line.response_body,
        },
      ];
    });
}

/** Whether status and body of the response report success. */
export function isSuccessful({ status, responseBody: response }: Recording): boolean {
  if (status !== 200) return false;
  const holder =
    typeof response === 'object' && response !== null && 'status' in response ? response.status : response;
  return typeof holder === 'object' && holder !== null && 'success' in holder
    ? holder.success !== false
    : true;
}

/** Reads a text file, which may be compressed. */
export function readText(file: string): string {
  const content = readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(content) : content).toString();
}
