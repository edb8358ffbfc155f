import type { Incoming } from '../http/incoming.ts';
import type { Job } from '../jobs/job.ts';
import { JOB_SUB_TYPE_NAMES } from '../jobs/sub-types.ts';
import { looseObject } from '../pydantic/collections.ts';
import { model } from '../pydantic/model.ts';
import { integer, oneOf, text } from '../pydantic/scalars.ts';
import { INVALID, type Infer, optional, type Problem, type Type } from '../pydantic/type.ts';

export const SERVICES = [
  'keycloak',
  'registry',
  'datastore',
  'prov',
  'jobs',
  'auth',
  'search',
  'handle',
] as const;
export type ServiceName = (typeof SERVICES)[number];

/** What can go wrong with a request. */
const REQUEST_FAULTS = ['delay', 'refuse', 'reset', 'lose-answer', 'truncate', 'html', 'drip'] as const;
/** What can go wrong with a job. */
const JOB_FAULTS = ['fail-job', 'fail-lodge', 'fail-after-lodge', 'hang-job', 'vanish-job'] as const;
/** Jobs that write a run to the registry first, and to the graph afterwards. */
const LODGING_SUB_TYPES: readonly string[] = ['MODEL_RUN_PROV_LODGE', 'MODEL_RUN_UPDATE'];
const LODGE_FAULTS: ReadonlySet<string> = new Set(['fail-lodge', 'fail-after-lodge']);
export const FAULTS = [...REQUEST_FAULTS, ...JOB_FAULTS] as const;
export type FaultKind = (typeof FAULTS)[number];

const share: Type<number> = {
  read: (value, at, problems) => {
    if (typeof value === 'number' && value >= 0 && value <= 1) return value;
    problems.push({ loc: at, msg: 'a number from 0 to 1', type: 'value_error' });
    return INVALID;
  },
  schema: () => ({ type: 'number', minimum: 0, maximum: 1 }),
};

/** What goes wrong, with which requests or jobs, and how often. A field that is left out does not narrow. */
export const RuleModel = model('Misbehaviour', {
  fault: oneOf('Fault', FAULTS),
  service: optional(oneOf('Service', SERVICES)),
  method: optional(text()),
  /** `*` stands for any run of characters. */
  path: optional(text()),
  job_sub_type: optional(oneOf('JobSubType', JOB_SUB_TYPE_NAMES)),
  /** Of `delay` the whole, of `drip` for each byte. */
  milliseconds: optional(integer({ min: 0 })),
  /** Of `refuse`. */
  status: optional(integer({ min: 400, max: 599 })),
  retry_after_seconds: optional(integer({ min: 0 })),
  body: optional(looseObject),
  probability: optional(share),
  /** So many fitting ones pass unharmed first. */
  after: optional(integer({ min: 0 })),
  /** The rule ends when so many were harmed. */
  times: optional(integer({ min: 1 })),
});
type ReadRule = Infer<typeof RuleModel>;
export type Rule = Partial<ReadRule> & Pick<ReadRule, 'fault'>;

/** @throws Error naming what is wrong with a rule */
export function readRule(value: unknown): ReadRule {
  const problems: Problem[] = [];
  const rule = RuleModel.read(value, [], problems);
  if (rule !== INVALID) return rule;
  const told = problems.map(({ loc, msg }) => `${loc.join('.')}: ${msg}`).join('; ');
  throw new Error(`A misbehaviour rule is wrong (${told}).`);
}

type Entry = { id: number; rule: ReadRule; passed: number; harmed: number };

/** The rules in force. */
export class Rules {
  readonly #entries = new Map<number, Entry>();
  #last = 0;

  /** Puts a rule in force; gives the number by which it is lifted. @throws Error for a rule that makes no sense */
  add(rule: Rule): number {
    const id = ++this.#last;
    this.#entries.set(id, { id, rule: readRule(rule), passed: 0, harmed: 0 });
    return id;
  }

  lift(id: number): boolean {
    return this.#entries.delete(id);
  }

  clear(): void {
    this.#entries.clear();
  }

  all(): Entry[] {
    return [...this.#entries.values()];
  }

  /** What befalls a request; asking counts. */
  forRequest(service: ServiceName, request: Incoming): ReadRule[] {
    return this.#strike(({ fault, ...rule }) => {
      if (jobFault(fault)) return false;
      if (rule.service !== null && rule.service !== service) return false;
      if (rule.method !== null && rule.method.toUpperCase() !== request.method) return false;
      return rule.path === null || globOf(rule.path).test(request.path);
    });
  }

  /** What befalls a job; asking counts. */
  forJob(job: Job): (typeof JOB_FAULTS)[number] | undefined {
    const fits = ({ fault, job_sub_type }: ReadRule) =>
      jobFault(fault) !== undefined &&
      (job_sub_type === null || job_sub_type === job.job_sub_type) &&
      (!LODGE_FAULTS.has(fault) || LODGING_SUB_TYPES.includes(job.job_sub_type));
    const [struck] = this.#strike(fits);
    return struck && jobFault(struck.fault);
  }

  #strike(fits: (rule: ReadRule) => boolean): ReadRule[] {
    const struck: ReadRule[] = [];
    for (const entry of this.#entries.values()) {
      const { rule } = entry;
      if (!fits(rule) || (rule.times !== null && entry.harmed >= rule.times)) continue;
      if (entry.passed++ < (rule.after ?? 0)) continue;
      if (Math.random() >= (rule.probability ?? 1)) continue;
      entry.harmed++;
      struck.push(rule);
    }
    return struck;
  }
}

function jobFault(fault: FaultKind): (typeof JOB_FAULTS)[number] | undefined {
  return JOB_FAULTS.find((known) => known === fault);
}

function globOf(pattern: string): RegExp {
  const escaped = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`);
}
