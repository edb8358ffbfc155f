import type { RecordGraph, Relation } from './record-graph.ts';

/** What PROV-JSON calls the two ends of each relation: source, then target. */
const ENDS: Record<Relation, [string, string]> = {
  wasInformedBy: ['prov:informed', 'prov:informant'],
  used: ['prov:activity', 'prov:entity'],
  wasGeneratedBy: ['prov:entity', 'prov:activity'],
  wasAssociatedWith: ['prov:activity', 'prov:agent'],
  wasAttributedTo: ['prov:entity', 'prov:agent'],
  hadMember: ['prov:collection', 'prov:entity'],
  wasInfluencedBy: ['prov:influencee', 'prov:influencer'],
};

type Section = Record<string, Record<string, string>>;

/** A record's graph as a PROV-JSON document, in Python's spelling of JSON (a blank after each comma and colon). */
export function createProvJson(graph: RecordGraph): string {
  const sections: Record<string, Section> = { prefix: {} };
  const section = (name: string): Section => {
    const known = sections[name] ?? {};
    sections[name] = known;
    return known;
  };
  for (const node of graph.nodes) section(node.item_category.toLowerCase())[node.id] = node;
  for (const [index, { source, relation, target }] of graph.links.entries()) {
    const [from, to] = ENDS[relation];
    section(relation)[`_:id${index + 1}`] = { [from]: source, [to]: target };
  }
  return formatPythonJson({ ...sections, prefix: { default: 'http://hdl.handle.net/' } });
}

/** `json.dumps` of a value made of objects and texts. */
function formatPythonJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}: ${formatPythonJson(member)}`,
  );
  return `{${members.join(', ')}}`;
}
