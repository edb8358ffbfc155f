import { validateDocuments } from './client-calls.ts';
import { isSuccessful, type Recording } from './recordings.ts';

/** A document that was sent to a running server, and what became of it. */
export interface RecordedDocument {
  readonly label: string;
  /** `POST /register/mint-dataset` */
  readonly route: string;
  readonly document: unknown;
  /** `form`: refused without looking at anything else; `other`: refused for what it refers to, or for another rule. */
  readonly verdict: 'taken' | 'form' | 'other';
}

export interface ValidationComparison {
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
export function compareValidation(recorded: readonly RecordedDocument[]): ValidationComparison {
  const verdicts = validateDocuments(recorded.map(({ route, document }) => ({ route, document })));
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

/** The documents among recordings of exchanges. */
export function extractDocuments(recordings: readonly Recording[]): RecordedDocument[] {
  return recordings.flatMap((recording) => {
    const { label, method, path, requestBody: sent } = recording;
    const verdict = classifyRecording(recording);
    const asks = method === 'POST' && sent !== null && sent !== undefined;
    return asks && verdict ? [{ label, route: `POST ${path}`, document: sent, verdict }] : [];
  });
}

/** Undefined where the answer says nothing of the document: who asked was not let in, or the server broke. */
function classifyRecording(recording: Recording): RecordedDocument['verdict'] | undefined {
  const { status, responseBody: answer } = recording;
  if (status === 422) return isTooLong(answer) ? undefined : 'form';
  if (status === 400) return 'other';
  if (status !== 200) return undefined;
  return isSuccessful(recording) ? 'taken' : 'other';
}

/** Long texts are cut in recordings, so that limits of length cannot be judged by them. */
function isTooLong(answer: unknown): boolean {
  return JSON.stringify(answer).includes('max_length');
}
