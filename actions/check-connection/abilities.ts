import { LINK_A_PERSON } from '../../src/shared/action/unlinked.ts';
import { type CallOptions, ForbiddenError, type Provena } from '../../src/shared/client/index.ts';
import { type Finding, missing } from './finding.ts';
import { ABILITIES, type Ability } from './names.ts';

/** What the user is able to, and the person that the user is linked to. */
export interface Abilities {
  readonly findings: readonly Finding[];
  readonly personId: string | undefined;
}

/** Asks the servers what the token allows; they, not its roles, decide. */
export async function checkAbilities(
  required: readonly Ability[],
  provena: Provena,
  options: CallOptions,
): Promise<Abilities> {
  let personId: string | undefined;
  const ask: Readonly<Record<Ability, () => Promise<Finding>>> = {
    read: () => level('read', provena, options),
    write: () => level('write', provena, options),
    admin: () => level('admin', provena, options),
    async linked() {
      const link = await provena.auth.lookupLink(options);
      personId = link.person_id ?? undefined;
      return personId === undefined
        ? { what: 'linked', state: 'absent', told: 'the user is linked to no person', advice: LINK_A_PERSON }
        : { what: 'linked', state: 'there', told: `the user is the person ${personId}` };
    },
  };
  const findings = await Promise.all(
    ABILITIES.map(async (ability) => {
      const found = await ask[ability]().catch((error: unknown) => {
        options.signal?.throwIfAborted();
        return { ...missing(ability, error), state: 'absent' as const };
      });
      return required.includes(ability) && found.state === 'absent'
        ? { ...found, state: 'missing' as const }
        : found;
    }),
  );
  return { findings, personId };
}

async function level(
  what: 'read' | 'write' | 'admin',
  { registry }: Provena,
  options: CallOptions,
): Promise<Finding> {
  try {
    await registry.checkAccess(what, options);
    return { what, state: 'there', told: `the user may ${VERBS[what]}` };
  } catch (error) {
    if (!(error instanceof ForbiddenError)) throw error;
    const roles = error.missingRoles.join(', ');
    return {
      what,
      state: 'absent',
      told: `the user may not ${VERBS[what]}${roles ? `: the role ${roles} is missing` : ''}`,
      advice: `Ask an administrator of the instance for ${roles || 'the role'}.`,
    };
  }
}

const VERBS = {
  read: 'read the registry',
  write: 'write to the registry',
  admin: 'administer the registry',
};
