import type { S3ErrorCode } from './errors.ts';

/** What can be made to go wrong with a request. */
export type Fault =
  /** The answer comes this much later. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Nothing is done, and the store says so; `SlowDown`, `InternalError`, `ExpiredToken` and so on. */
  | { readonly kind: 'refuse'; readonly code: S3ErrorCode; readonly retryAfterSeconds?: number }
  /** The connection is cut before anything is done. */
  | { readonly kind: 'reset' }
  /** The work is done, then the connection is cut without an answer. */
  | { readonly kind: 'lose-answer' }
  /** Status 200 with an error as its body, as CompleteMultipartUpload and CopyObject of a busy S3 answer. */
  | { readonly kind: 'error-in-200'; readonly code: S3ErrorCode }
  /** One bit of the content is turned over, on its way in or out. */
  | { readonly kind: 'corrupt' }
  /** The body of the answer stops in the middle and the connection is cut. */
  | { readonly kind: 'truncate' };

/** A rule: which requests go wrong, how, and how often. */
export interface FaultRule {
  readonly fault: Fault;
  /** S3's name of the operation, such as `UploadPart`; any where absent. */
  readonly operation?: string;
  readonly method?: string;
  /** A regular expression that the key must fit. */
  readonly key?: RegExp | string;
  /** From 0 to 1; 1 where absent. */
  readonly probability?: number;
  /** How many fitting requests pass unharmed before the first that does not. */
  readonly after?: number;
  /** How many requests are harmed before the rule ends; no end where absent. */
  readonly times?: number;
}

export interface FaultTarget {
  readonly operation: string;
  readonly method: string;
  readonly key: string;
}

/** The rules in force. */
export class FaultRules {
  readonly #rules = new Set<{ readonly rule: FaultRule; passed: number; harmed: number }>();

  /** Puts a rule in force; the function returned lifts it. */
  add(rule: FaultRule): () => void {
    const entry = { rule, passed: 0, harmed: 0 };
    this.#rules.add(entry);
    return () => this.#rules.delete(entry);
  }

  clear(): void {
    this.#rules.clear();
  }

  /** The faults that befall this request; asking counts. */
  findFaults(target: FaultTarget): Fault[] {
    const faults: Fault[] = [];
    for (const entry of this.#rules) {
      const { rule } = entry;
      if (!matchesRule(rule, target)) continue;
      if (entry.passed < (rule.after ?? 0)) {
        entry.passed += 1;
        continue;
      }
      if (Math.random() >= (rule.probability ?? 1)) continue;
      faults.push(rule.fault);
      entry.harmed += 1;
      if (entry.harmed >= (rule.times ?? Number.POSITIVE_INFINITY)) this.#rules.delete(entry);
    }
    return faults;
  }
}

/** Turns over the lowest bit of the first byte of the first piece that is not empty. */
export function createCorrupter(): (content: Buffer) => Buffer {
  let done = false;
  return (content) => {
    if (done || content.length === 0) return content;
    done = true;
    const changed = Buffer.from(content);
    changed[0] = (changed[0] ?? 0) ^ 1;
    return changed;
  };
}

function matchesRule(rule: FaultRule, target: FaultTarget): boolean {
  return (
    (rule.operation === undefined || rule.operation === target.operation) &&
    (rule.method === undefined || rule.method === target.method) &&
    (rule.key === undefined || new RegExp(rule.key).test(target.key))
  );
}
