import { LINK_PERSON_ADVICE } from '../../src/shared/action/lifecycle/failure.ts';
import { type CallOptions, ForbiddenError, type Provena } from '../../src/shared/client/index.ts';
import { type CheckFinding, type CheckResult, runCheck } from './check-result.ts';
import { ABILITIES, type Ability } from './inputs.ts';

/** Checks on the server what the token allows; its roles alone are not decisive. */
export async function checkAbilities(
  required: readonly Ability[],
  provena: Provena,
  options: CallOptions,
): Promise<CheckResult[]> {
  return Promise.all(
    ABILITIES.map(async (ability) => {
      const result = await runCheck(ability, options, () =>
        ability === 'linked' ? checkLink(provena, options) : checkAccess(ability, provena, options),
      );
      const isOptional = result.status === 'failed' && !required.includes(ability);
      return isOptional ? { ...result, status: 'absent' } : result;
    }),
  );
}

async function checkLink({ auth }: Provena, options: CallOptions): Promise<CheckFinding> {
  const { person_id: personId } = await auth.lookupLink(options);
  if (personId) return { message: `the user is linked to person ${personId}`, personId };
  return {
    status: 'failed',
    message: 'the user is not linked to a person',
    advice: LINK_PERSON_ADVICE,
    anchor: 'user-not-linked',
  };
}

async function checkAccess(
  ability: keyof typeof ACCESS_LABELS,
  { registry }: Provena,
  options: CallOptions,
): Promise<CheckFinding> {
  try {
    await registry.checkAccess(ability, options);
    return { message: `the user may ${ACCESS_LABELS[ability]}` };
  } catch (error) {
    if (!(error instanceof ForbiddenError)) throw error;
    const roles = error.missingRoles.join(', ');
    const missing =
      error.missingRoles.length === 1 ? `the role ${roles} is missing` : `the roles ${roles} are missing`;
    return {
      status: 'failed',
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
