import type { TestJob } from './test-job.ts';
import { type ServiceServer, startRewritingProxy } from './test-servers.ts';

const IDS = [
  ...['__proto__', 'constructor', 'toString', '  ', 'a"b<c>&d', 'a]b;c', 'line\nbreak', '../../etc/passwd'],
  ...['-x', '.x', 'x.', 'prov:x', 'javascript:alert(1)', '\u202Eevil', '\uD800', '\u{1F4A5}/\u{1F4A5}'],
];
const CATEGORIES = ['ENTITY', 'ACTIVITY', 'AGENT', undefined, 'constructor', '"><x'];
const SUBTYPES = ['DATASET', 'MODEL_RUN', 'PERSON', '', undefined, 'constructor', '<x>&"', '__proto__'];
const RELATIONS = ['used', 'wasDerivedFrom', '', '  ', 'constructor', '__proto__', 'end', '"--> x', 'a\n`'];

/** A graph that no server should return: odd ids, categories, kinds and relations, a cycle, and a relation to itself. */
export function createOddGraph(root: string) {
  const pick = <T>(values: readonly T[], at: number): T => values[at % values.length] as T;
  const ids = [root, ...IDS];
  const nodes = ids.map((id, at) => ({
    id,
    item_category: at === 0 ? 'ENTITY' : pick(CATEGORIES, at),
    item_subtype: at === 0 ? 'DATASET' : pick(SUBTYPES, at),
  }));
  const chain = ids.map((source, at) => ({ source, target: pick(ids, at + 1), type: pick(RELATIONS, at) }));
  const parallel = RELATIONS.map((type) => ({ source: root, target: '__proto__', type }));
  const links = [...chain, ...parallel.slice(1), { source: root, target: root, type: 'used' }];
  return { directed: true, multigraph: true, graph: {}, nodes, links };
}

/** A proxy whose upstream lineage of every item is {@link createOddGraph}. */
export function startOddGraphProxy(job: TestJob, root: string): Promise<ServiceServer> {
  return startRewritingProxy(job, 'prov', {
    '/explore/upstream': (response) => ({ ...response, graph: createOddGraph(root) }),
  });
}
