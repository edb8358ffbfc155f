import { countMatch } from '../faults/count-match.ts';
import type { S3ErrorCode } from './errors.ts';

export type S3Fault =
  /** Delays the response. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Rejects the request with this error, such as `SlowDown` or `ExpiredToken`; no work is done. */
  | { readonly kind: 'refuse'; readonly code: S3ErrorCode; readonly retryAfterSeconds?: number }
  /** Closes the connection before the work. */
  | { readonly kind: 'reset' }
  /** Closes the connection after the work, without a response. */
  | { readonly kind: 'lose-answer' }
  /** Status 200 with an error as its body, like CompleteMultipartUpload and CopyObject of a busy S3. */
  | { readonly kind: 'error-in-200'; readonly code: S3ErrorCode }
  /** Flips one bit of the uploaded or downloaded content. */
  | { readonly kind: 'corrupt' }
  /** Closes the connection in the middle of the response body. */
  | { readonly kind: 'truncate' };

/** A fault, the requests that it applies to, and how often. */
export interface S3FaultRule {
  readonly fault: S3Fault;
  /** The operation, such as `UploadPart`; default is any. */
  readonly operation?: string;
  readonly method?: string;
  /** A regular expression for the key. */
  readonly key?: RegExp | string;
  /** From 0 to 1; default is 1. */
  readonly probability?: number;
  /** Number of matching requests before the first fault. */
  readonly after?: number;
  /** Number of faults after which the rule ends; default is no limit. */
  readonly times?: number;
}

export interface FaultTarget {
  readonly operation: string;
  readonly method: string;
  readonly key: string;
}

export class S3FaultRules {
  readonly #rules = new Set<{ readonly rule: S3FaultRule; matched: number; applied: number }>();

  /** @returns a function that removes the rule */
  add(rule: S3FaultRule): () => void {
    const entry = { rule, matched: 0, applied: 0 };
    this.#rules.add(entry);
    return () => this.#rules.delete(entry);
  }

  clear(): void {
    this.#rules.clear();
  }

  /** The faults to apply to a request. Each call counts as a request. */
  findFaults(target: FaultTarget): S3Fault[] {
    return [...this.#rules].flatMap((entry) =>
      matchesRule(entry.rule, target) && countMatch(entry, entry.rule) ? [entry.rule.fault] : [],
    );
  }
}

/** Flips the lowest bit of the first byte of the first non-empty chunk. */
export function createCorrupter(): (content: Buffer) => Buffer {
  let isDone = false;
  return (content) => {
    if (isDone || content.length === 0) return content;
    isDone = true;
    const changed = Buffer.from(content);
    changed[0] = (changed[0] ?? 0) ^ 1;
    return changed;
  };
}

function matchesRule(rule: S3FaultRule, target: FaultTarget): boolean {
  return (
    (rule.operation === undefined || rule.operation === target.operation) &&
    (rule.method === undefined || rule.method === target.method) &&
    (rule.key === undefined || new RegExp(rule.key).test(target.key))
  );
}
