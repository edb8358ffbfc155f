import { LINK_PERSON_ADVICE } from '../../src/shared/action/lifecycle/failure.ts';
import { type CallOptions, ForbiddenError, type Provena } from '../../src/shared/client/index.ts';
import { type CheckResult, createFailedCheck } from './check-result.ts';
import { ABILITIES, type Ability } from './inputs.ts';

type AbilityResult = CheckResult & {
  /** Handle of the person that the user is linked to. */
  readonly personId?: string;
};

type AbilityCheck = (provena: Provena, options: CallOptions) => Promise<AbilityResult>;

const ABILITY_CHECKS: Readonly<Record<Ability, AbilityCheck>> = {
  read: (provena, options) => checkAccess('read', provena, options),
  write: (provena, options) => checkAccess('write', provena, options),
  admin: (provena, options) => checkAccess('admin', provena, options),
  linked: checkLink,
};

/** Checks on the server what the token allows; its roles alone are not decisive. */
export async function checkAbilities(
  required: readonly Ability[],
  provena: Provena,
  options: CallOptions,
): Promise<AbilityResult[]> {
  return Promise.all(
    ABILITIES.map(async (ability) => {
      const result = await ABILITY_CHECKS[ability](provena, options).catch((error: unknown) => {
        options.signal?.throwIfAborted();
        return { ...createFailedCheck(ability, error), status: 'absent' as const };
      });
      const isMissing = required.includes(ability) && result.status === 'absent';
      return isMissing ? { ...result, status: 'failed' as const } : result;
    }),
  );
}

async function checkLink({ auth }: Provena, options: CallOptions): Promise<AbilityResult> {
  const { person_id: personId } = await auth.lookupLink(options);
  if (personId)
    return {
      name: 'linked',
      status: 'passed',
      message: `the user is linked to person ${personId}`,
      personId,
    };
  return {
    name: 'linked',
    status: 'absent',
    message: 'the user is not linked to a person',
    advice: LINK_PERSON_ADVICE,
    anchor: 'user-not-linked',
  };
}

async function checkAccess(
  ability: 'read' | 'write' | 'admin',
  { registry }: Provena,
  options: CallOptions,
): Promise<CheckResult> {
  try {
    await registry.checkAccess(ability, options);
    return { name: ability, status: 'passed', message: `the user may ${ACCESS_LABELS[ability]}` };
  } catch (error) {
    if (!(error instanceof ForbiddenError)) throw error;
    const roles = error.missingRoles.join(', ');
    const missing =
      error.missingRoles.length === 1 ? `the role ${roles} is missing` : `the roles ${roles} are missing`;
    return {
      name: ability,
      status: 'absent',
      message: `the user may not ${ACCESS_LABELS[ability]}${roles ? `: ${missing}` : ''}`,
      advice: `Ask an administrator of the instance for ${roles || 'the role'}.`,
      anchor: 'permission-denied',
    };
  }
}

const ACCESS_LABELS = {
  read: 'read the registry',
  write: 'write to the registry',
  admin: 'administer the registry',
};
