import type { RecordGraph, Relation } from './record-graph.ts';

/** The names of source and target of each relation in PROV-JSON. */
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

/** The graph of a record as a PROV-JSON document, as Python's `json.dumps` writes it (a space after each comma and colon). */
export function createProvJson(graph: RecordGraph): string {
  const sections: Record<string, Section> = { prefix: {} };
  const section = (name: string): Section => {
    const members = sections[name] ?? {};
    sections[name] = members;
    return members;
  };
  for (const node of graph.nodes) section(node.item_category.toLowerCase())[node.id] = node;
  for (const [index, { source, relation, target }] of graph.links.entries()) {
    const [from, to] = ENDS[relation];
    section(relation)[`_:id${index + 1}`] = { [from]: source, [to]: target };
  }
  return formatPythonJson({ ...sections, prefix: { default: 'http://hdl.handle.net/' } });
}

/** Python's `json.dumps` for objects and strings. */
function formatPythonJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}: ${formatPythonJson(member)}`,
  );
  return `{${members.join(', ')}}`;
}
