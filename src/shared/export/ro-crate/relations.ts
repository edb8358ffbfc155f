import type { LineageLink } from '../../client/index.ts';
import { DERIVATIONS, PROV_RELATIONS } from '../prov/prov-document.ts';
import type { Crate, Properties } from './crate.ts';

const PROV = 'http://www.w3.org/ns/prov#';

const TERMS: ReadonlySet<string> = new Set([...Object.keys(PROV_RELATIONS), ...Object.keys(DERIVATIONS)]);

/**
 * The relations of an item that have no property of schema.org, by the name that they have in PROV. A relation that the
 * entities of its ends express already is left out.
 */
export function describeRelations(id: string, crate: Crate): Properties {
  const unexpressed = crate.listLinks(id).filter((link) => !isExpressed(link, crate));
  const byType = Object.groupBy(unexpressed, ({ type }) => getTerm(type));
  return Object.fromEntries(
    Object.entries(byType).map(([term, list = []]) => [term, list.map(({ target }) => crate.refer(target))]),
  );
}

function isExpressed({ source, target, type }: LineageLink, crate: Crate): boolean {
  const [from, to] = [crate.getSubtype(source), crate.getSubtype(target)];
  const isAction = (subtype: string | undefined) => /^(MODEL_RUN|CREATE|VERSION)$/.test(subtype ?? '');
  if (type === 'wasGeneratedBy') return isAction(to);
  if (type === 'wasAssociatedWith') return isAction(from);
  if (type === 'used') return (from === 'MODEL_RUN' && to === 'DATASET') || from === 'VERSION';
  if (type === 'wasInformedBy') return from === 'MODEL_RUN' && to === 'STUDY';
  if (type === 'wasInfluencedBy') return from === 'DATASET' && to === 'DATASET_TEMPLATE';
  return type === 'wasAttributedTo' && from === 'DATASET';
}

/** The term of a relation in the crate's context. Every relation is an influence, even one that PROV does not have. */
function getTerm(type: string): string {
  return TERMS.has(type) ? type : 'wasInfluencedBy';
}

/** The context of the terms of {@link describeRelations}; empty if no entity has one. */
export function createRelationContext(crate: Crate): Record<string, string> {
  const terms = new Set(
    crate.records.links.flatMap((link) => (isExpressed(link, crate) ? [] : [getTerm(link.type)])),
  );
  return Object.fromEntries([...terms].sort().map((term) => [term, `${PROV}${term}`]));
}
