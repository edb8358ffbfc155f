import type { IncomingRequest } from '../http/incoming.ts';
import type { Job } from '../jobs/job.ts';
import { JOB_SUB_TYPE_NAMES } from '../jobs/sub-types.ts';
import { looseObject } from '../pydantic/collections.ts';
import { type FieldValues, model } from '../pydantic/model.ts';
import { integer, oneOf, text } from '../pydantic/scalars.ts';
import { INVALID, invalid, optional, type Problem, type Type } from '../pydantic/type.ts';
import { S3_ERROR_CODES } from '../s3/errors.ts';
import { OPERATION_NAMES } from '../s3/operations/table.ts';
import type { S3Request } from '../s3/request.ts';
import { SERVICES, type ServiceName } from '../settings.ts';
import type { RuleList } from './rule-list.ts';

/** Faults of requests; those after `truncate` are of the APIs only, and those after `drip` of the store only. */
const REQUEST_FAULTS = [
  ...(['delay', 'refuse', 'reset', 'lose-answer', 'truncate'] as const),
  ...(['html', 'drip'] as const),
  ...(['corrupt', 'error-in-200'] as const),
] as const;
const JOB_FAULTS = ['fail-job', 'fail-lodge', 'fail-after-lodge', 'hang-job', 'vanish-job'] as const;
export type JobFault = (typeof JOB_FAULTS)[number];
/** Jobs that write a run to the registry and then to the graph. */
const LODGING_SUB_TYPES: readonly string[] = ['MODEL_RUN_PROV_LODGE', 'MODEL_RUN_UPDATE'];
const LODGE_FAULTS: ReadonlySet<string> = new Set(['fail-lodge', 'fail-after-lodge']);
export const FAULTS = [...REQUEST_FAULTS, ...JOB_FAULTS] as const;
export type FaultKind = (typeof FAULTS)[number];

const probability: Type<number> = {
  read: (value, at, problems) => {
    if (typeof value === 'number' && value >= 0 && value <= 1) return value;
    return invalid(problems, at, 'a number from 0 to 1', 'value_error');
  },
  schema: () => ({ type: 'number', minimum: 0, maximum: 1 }),
};

/** The longest delay of a timer. */
const MAX_TIMER_MS = 2 ** 31 - 1;

const FIELDS = {
  fault: oneOf('Fault', FAULTS),
  /** A rule without a service does not apply to the store. */
  service: optional(oneOf('Service', [...SERVICES, 's3'])),
  method: optional(text()),
  /** `*` matches any characters. */
  path: optional(text()),
  /** Of the store. */
  operation: optional(oneOf('S3Operation', OPERATION_NAMES)),
  job_sub_type: optional(oneOf('JobSubType', JOB_SUB_TYPE_NAMES)),
  /** For `delay` in total, for `drip` per byte; both require it. */
  milliseconds: optional(integer({ min: 0, max: MAX_TIMER_MS })),
  /** For `refuse` of an API. */
  status: optional(integer({ min: 400, max: 599 })),
  /** For `refuse` and `error-in-200` of the store. */
  code: optional(oneOf('S3ErrorCode', S3_ERROR_CODES)),
  retry_after_seconds: optional(integer({ min: 0 })),
  body: optional(looseObject),
  probability: optional(probability),
  /** Number of matching requests or jobs before the first fault. */
  after: optional(integer({ min: 0 })),
  /** The rule ends after this many faults. */
  times: optional(integer({ min: 1 })),
};

export type ParsedRule = FieldValues<typeof FIELDS>;

/** The faults to which a field applies, for fields that do not apply to all faults. */
const FAULTS_WITH = {
  milliseconds: ['delay', 'drip'],
  status: ['refuse'],
  code: ['refuse', 'error-in-200'],
  retry_after_seconds: ['refuse'],
  body: ['refuse'],
  service: REQUEST_FAULTS,
  method: REQUEST_FAULTS,
  path: REQUEST_FAULTS,
  operation: REQUEST_FAULTS,
  job_sub_type: JOB_FAULTS,
} as const satisfies Partial<Record<keyof ParsedRule, readonly FaultKind[]>>;

/** Fields and faults of the APIs only, and of the store only. */
const API_TERMS: readonly string[] = ['status', 'body', 'html', 'drip'];
const STORE_TERMS: readonly string[] = ['code', 'operation', 'corrupt', 'error-in-200'];

/** Rejects fields that would have no effect or an unexpected one. */
function findFieldProblem(rule: ParsedRule): string | undefined {
  const { fault, milliseconds, job_sub_type: type } = rule;
  const given = new Map<string, unknown>(Object.entries(rule).filter(([, value]) => value !== null));
  for (const [name, faults] of Object.entries(FAULTS_WITH)) {
    const isUsed = faults.some((known) => known === fault);
    if (given.has(name) && !isUsed) return `${name} applies to ${faults.join(', ')} only, not to ${fault}`;
  }
  const terms = [...given.keys(), fault];
  if (rule.service === 's3') {
    const wrong = terms.find((term) => API_TERMS.includes(term));
    if (wrong === 'status') return 'status does not apply to the service s3: set code, such as SlowDown';
    if (wrong !== undefined) return `${wrong} does not apply to the service s3`;
  } else {
    const wrong = terms.find((term) => STORE_TERMS.includes(term));
    if (wrong !== undefined) return `${wrong} requires the service s3`;
  }
  if ((fault === 'delay' || fault === 'drip') && milliseconds === null)
    return `${fault} requires milliseconds`;
  if (LODGE_FAULTS.has(fault) && type !== null && !LODGING_SUB_TYPES.includes(type))
    return `${fault} applies to ${LODGING_SUB_TYPES.join(' and ')} only, not to ${type}`;
  return undefined;
}

/** A fault, the requests or jobs that it applies to, and how often. A missing field does not limit the rule. */
export const FaultRuleModel = model('FaultRule', FIELDS, { forbidExtra: true, rules: [findFieldProblem] });
export type FaultRule = Partial<ParsedRule> & Pick<ParsedRule, 'fault'>;

/** @throws Error with the invalid fields of the rule */
export function parseRule(value: unknown): ParsedRule {
  const problems: Problem[] = [];
  const rule = FaultRuleModel.read(value, [], problems);
  if (rule !== INVALID) return rule;
  const details = problems
    .map(({ loc, msg }) => (loc[0] === '__root__' ? msg : `${loc.join('.')}: ${msg}`))
    .join('; ');
  throw new Error(`Invalid fault rule (${details}).`);
}

/** The rules to apply to a request. Each call counts as a request. */
export function findRequestFaults(
  rules: RuleList<ParsedRule>,
  service: ServiceName,
  request: IncomingRequest,
): ParsedRule[] {
  return rules.apply((rule) => (rule.service ?? service) === service && matchesRequest(rule, request));
}

/** The rules to apply to a request to the store. Each call counts as a request. */
export function findStoreFaults(
  rules: RuleList<ParsedRule>,
  target: Pick<S3Request, 'method' | 'bucket' | 'key'> & { operation: string },
): ParsedRule[] {
  const path = `/${target.bucket}/${target.key}`;
  const matches = ({ operation, ...rule }: ParsedRule) =>
    rule.service === 's3' &&
    (operation ?? target.operation) === target.operation &&
    matchesRequest(rule, { method: target.method, path });
  return rules.apply(matches);
}

/** Whether the rule is for requests with this method and path. */
function matchesRequest(
  { fault, method, path }: Pick<ParsedRule, 'fault' | 'method' | 'path'>,
  request: Pick<IncomingRequest, 'method' | 'path'>,
): boolean {
  if (asJobFault(fault)) return false;
  if (method !== null && method.toUpperCase() !== request.method) return false;
  return path === null || matchesPattern(path, request.path);
}

/** The fault to apply to a job. Each call counts as a job. */
export function findJobFault(rules: RuleList<ParsedRule>, job: Job): JobFault | undefined {
  const [rule] = rules.apply(
    ({ fault, job_sub_type }) =>
      asJobFault(fault) !== undefined &&
      (job_sub_type === null || job_sub_type === job.job_sub_type) &&
      (!LODGE_FAULTS.has(fault) || LODGING_SUB_TYPES.includes(job.job_sub_type)),
    () => 'job', // one fault per job
  );
  return rule && asJobFault(rule.fault);
}

function asJobFault(fault: FaultKind): JobFault | undefined {
  return JOB_FAULTS.find((known) => known === fault);
}

/** Whether a pattern, in which `*` is any characters, matches a string. A regular expression could take minutes. */
function matchesPattern(pattern: string, text: string): boolean {
  const [first = '', ...middle] = pattern.split('*');
  const last = middle.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let end = first.length;
  for (const part of middle) {
    const start = text.indexOf(part, end);
    if (start === -1) return false;
    end = start + part.length;
  }
  return text.endsWith(last) && text.length - last.length >= end;
}
