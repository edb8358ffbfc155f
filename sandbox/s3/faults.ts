import type { RuleList } from '../faults/rule-list.ts';
import type { S3ErrorCode } from './errors.ts';
import type { S3Request } from './request.ts';

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

/** What rules compare with a request. */
export type FaultTarget = Pick<S3Request, 'method' | 'bucket' | 'key'> & { readonly operation: string };

/** The faults to apply to a request. Each call counts as a request. */
export function findFaults(rules: RuleList<S3FaultRule>, target: FaultTarget): S3Fault[] {
  const matches = ({ operation, method, key }: S3FaultRule) =>
    (operation === undefined || operation === target.operation) &&
    (method === undefined || method === target.method) &&
    (key === undefined || new RegExp(key).test(target.key));
  return rules.apply(matches).map(({ fault }) => fault);
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
