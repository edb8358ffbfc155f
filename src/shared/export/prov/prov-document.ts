/** A value of a PROV attribute: plain text, the name of something, or a literal with a type of XML Schema. */
export type ProvValue =
  | string
  | { readonly name: string }
  | { readonly literal: string; readonly type: 'xsd:anyURI' | 'xsd:dateTime' | 'xsd:integer' };

export type ProvAttribute = readonly [name: string, value: ProvValue];

export type ProvKind = 'entity' | 'activity' | 'agent';

export interface ProvElement {
  readonly kind: ProvKind;
  /** Qualified name. */
  readonly id: string;
  /** Time of an activity, ISO 8601. */
  readonly startTime?: string | undefined;
  readonly endTime?: string | undefined;
  readonly attributes: readonly ProvAttribute[];
}

/** The relations of PROV-DM that lineage has. The first two ends are in the table, further ones are not known. */
export const PROV_RELATIONS = {
  wasInformedBy: { ends: ['prov:informed', 'prov:informant'], kinds: ['activity', 'activity'], further: 0 },
  used: { ends: ['prov:activity', 'prov:entity'], kinds: ['activity', 'entity'], further: 1 },
  wasGeneratedBy: { ends: ['prov:entity', 'prov:activity'], kinds: ['entity', 'activity'], further: 1 },
  wasInvalidatedBy: { ends: ['prov:entity', 'prov:activity'], kinds: ['entity', 'activity'], further: 1 },
  wasAssociatedWith: { ends: ['prov:activity', 'prov:agent'], kinds: ['activity', 'agent'], further: 1 },
  wasAttributedTo: { ends: ['prov:entity', 'prov:agent'], kinds: ['entity', 'agent'], further: 0 },
  actedOnBehalfOf: { ends: ['prov:delegate', 'prov:responsible'], kinds: ['agent', 'agent'], further: 1 },
  wasDerivedFrom: {
    ends: ['prov:generatedEntity', 'prov:usedEntity'],
    kinds: ['entity', 'entity'],
    further: 3,
  },
  hadMember: { ends: ['prov:collection', 'prov:entity'], kinds: ['entity', 'entity'], further: 0 },
  alternateOf: { ends: ['prov:alternate1', 'prov:alternate2'], kinds: ['entity', 'entity'], further: 0 },
  specializationOf: {
    ends: ['prov:specificEntity', 'prov:generalEntity'],
    kinds: ['entity', 'entity'],
    further: 0,
  },
  wasInfluencedBy: { ends: ['prov:influencee', 'prov:influencer'], kinds: undefined, further: 0 },
} as const satisfies Readonly<
  Record<
    string,
    {
      /** Names of the ends in PROV-JSON: source, then target. */
      readonly ends: readonly [string, string];
      /** Required types of the ends; undefined if any type is allowed. */
      readonly kinds: readonly [ProvKind, ProvKind] | undefined;
      /** Number of optional positions of PROV-N after the ends, each a marker. */
      readonly further: number;
    }
  >
>;

/** Relations that PROV-DM defines as derivations of a certain type. */
export const DERIVATIONS: Readonly<Record<string, string>> = {
  wasRevisionOf: 'prov:Revision',
  wasQuotedFrom: 'prov:Quotation',
  hadPrimarySource: 'prov:PrimarySource',
};

export type ProvRelationName = keyof typeof PROV_RELATIONS;

export interface ProvRelation {
  readonly relation: ProvRelationName;
  readonly source: string;
  readonly target: string;
  readonly attributes: readonly ProvAttribute[];
}

/** A document of the PROV data model, before it is written in a format. */
export interface ProvDocument {
  /** Namespaces by prefix, besides `prov` and `xsd`. */
  readonly prefixes: Readonly<Record<string, string>>;
  readonly elements: readonly ProvElement[];
  readonly relations: readonly ProvRelation[];
}
