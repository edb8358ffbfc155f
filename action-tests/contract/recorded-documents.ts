import { validateDocuments } from './client-calls.ts';
import { isSuccessful, type Recording } from './recordings.ts';

/** A document sent to a running server, and the outcome. */
export interface RecordedDocument {
  readonly label: string;
  /** `POST /register/mint-dataset` */
  readonly route: string;
  readonly document: unknown;
  /** `invalid`: rejected by the schema; `rejected`: rejected for a reference or another rule. */
  readonly outcome: 'accepted' | 'invalid' | 'rejected';
}

export interface ValidationComparison {
  /** Number of compared documents. */
  readonly compared: number;
  /** Number of documents that both accept or both reject. */
  readonly equal: number;
  /** Number of documents rejected by the schemas of both server and client. */
  readonly invalid: number;
  /** Messages about documents that the client accepts and the server's schema rejects. */
  readonly mismatches: readonly string[];
  /** Number of documents that only the client rejects, by reason. */
  readonly stricter: ReadonlyMap<string, number>;
}

/** Compares the client's validation with that of a running server. */
export function compareValidation(recorded: readonly RecordedDocument[]): ValidationComparison {
  const clientCodes = validateDocuments(recorded.map(({ route, document }) => ({ route, document })));
  const pairs = recorded.flatMap((one, at) => {
    const codes = clientCodes[at];
    return codes ? [{ one, codes }] : [];
  });
  const stricter = new Map<string, number>();
  for (const { one, codes } of pairs) {
    if (one.outcome !== 'accepted' || codes.length === 0) continue;
    const reason = [...new Set(codes)].sort().join(' and ');
    stricter.set(reason, (stricter.get(reason) ?? 0) + 1);
  }
  const invalid = pairs.filter(({ one }) => one.outcome === 'invalid');
  return {
    compared: pairs.length,
    equal: pairs.filter(({ one, codes }) => (one.outcome === 'accepted') === (codes.length === 0)).length,
    invalid: invalid.filter(({ codes }) => codes.length > 0).length,
    mismatches: invalid
      .filter(({ codes }) => codes.length === 0)
      .map(
        ({ one }) => `${one.route}: the server rejects the schema of "${one.label}", the client accepts it`,
      ),
    stricter,
  };
}

/** Extracts request documents from recordings. */
export function extractDocuments(recordings: readonly Recording[]): RecordedDocument[] {
  return recordings.flatMap((recording) => {
    const { label, method, path, requestBody: sent } = recording;
    const outcome = classifyRecording(recording);
    const hasBody = method === 'POST' && sent !== null && sent !== undefined;
    return hasBody && outcome ? [{ label, route: `POST ${path}`, document: sent, outcome }] : [];
  });
}

/** @returns undefined if the response does not depend on the document: access denied or server error. */
function classifyRecording(recording: Recording): RecordedDocument['outcome'] | undefined {
  const { status, responseBody: response } = recording;
  if (status === 422) return isTooLong(response) ? undefined : 'invalid';
  if (status === 400) return 'rejected';
  if (status !== 200) return undefined;
  return isSuccessful(recording) ? 'accepted' : 'rejected';
}

/** Recordings shorten long strings, so limits of length cannot be compared. */
function isTooLong(response: unknown): boolean {
  return JSON.stringify(response).includes('max_length');
}
