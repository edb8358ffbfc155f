import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { clientVerdicts } from './client-calls.ts';

/** A document that was sent to a running server, and what became of it. */
export interface Recorded {
  readonly label: string;
  /** `POST /register/mint-dataset` */
  readonly route: string;
  readonly document: unknown;
  /** `form`: refused without looking at anything else; `other`: refused for what it refers to, or for another rule. */
  readonly verdict: 'taken' | 'form' | 'other';
}

export interface Agreement {
  readonly judged: number;
  readonly alike: number;
  /** Refused for their form by the server, and by the client. */
  readonly forms: number;
  /** What the client takes although the server refuses its form. */
  readonly faults: readonly string[];
  /** How many the client alone refuses, by why. */
  readonly stricter: ReadonlyMap<string, number>;
}

/** Holds the client's schemas against what a running server said of the same documents. */
export function agreement(recorded: readonly Recorded[]): Agreement {
  const verdicts = clientVerdicts(recorded.map(({ route, document }) => ({ route, document })));
  const pairs = recorded.flatMap((one, at) => {
    const codes = verdicts[at];
    return codes ? [{ one, codes }] : [];
  });
  const stricter = new Map<string, number>();
  for (const { one, codes } of pairs) {
    if (one.verdict !== 'taken' || codes.length === 0) continue;
    const why = [...new Set(codes)].sort().join(' and ');
    stricter.set(why, (stricter.get(why) ?? 0) + 1);
  }
  const forms = pairs.filter(({ one }) => one.verdict === 'form');
  return {
    judged: pairs.length,
    alike: pairs.filter(({ one, codes }) => (one.verdict === 'taken') === (codes.length === 0)).length,
    forms: forms.filter(({ codes }) => codes.length > 0).length,
    faults: forms
      .filter(({ codes }) => codes.length === 0)
      .map(({ one }) => `${one.route}: the server refuses the form of "${one.label}", the client takes it`),
    stricter,
  };
}

interface Line {
  readonly label?: string;
  readonly method?: string;
  readonly path?: string;
  readonly request_body?: unknown;
  readonly status?: number;
  readonly response_body?: { readonly [key: string]: unknown };
}

/** Documents in a folder of recordings, one exchange a line. None where there is no such folder. */
export function recordedDocuments(folder: string): Recorded[] {
  if (!statSync(folder, { throwIfNoEntry: false })) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith('.jsonl'));
  const lines = files.flatMap((file) => readFileSync(join(folder, file), 'utf8').trim().split('\n'));
  return lines.flatMap((line) => {
    const { label = '', method, path, request_body, status, response_body }: Line = JSON.parse(line);
    const verdict = verdictOf(status, response_body);
    const asks = method === 'POST' && request_body !== null && request_body !== undefined;
    return asks && verdict ? [{ label, route: `POST ${path}`, document: request_body, verdict }] : [];
  });
}

/** Undefined where the answer says nothing of the document: who asked was not let in, or the server broke. */
function verdictOf(status = 0, body: Line['response_body']): Recorded['verdict'] | undefined {
  if (status === 422) return isTooLong(body) ? undefined : 'form';
  if (status === 400) return 'other';
  if (status !== 200) return undefined;
  const said = body?.['status'] ?? body;
  const success = typeof said === 'object' && said !== null && 'success' in said ? said.success : true;
  return success === false ? 'other' : 'taken';
}

/** Long texts are cut in recordings, so that limits of length cannot be judged by them. */
function isTooLong(body: Line['response_body']): boolean {
  return JSON.stringify(body).includes('max_length');
}
