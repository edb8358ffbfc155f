/** Roles that Keycloak grants to all accounts of a realm. */
const DEFAULT_ROLES = ['default-roles-provena', 'offline_access', 'uma_authorization'];
const REGISTRY = ['entity-registry-read', 'entity-registry-write'];

/** An account of the realm. */
export type Account = {
  username: string;
  email: string | null;
  firstName: string;
  lastName: string;
  /** Undefined for service accounts, which have no password. */
  password?: string;
  roles: string[];
};

function person(username: string, firstName: string, lastName: string, roles: string[]): Account {
  const email = `${username}@example.org`;
  return {
    username,
    email,
    firstName,
    lastName,
    password: `${username}-password`,
    roles: [...roles, ...DEFAULT_ROLES],
  };
}

/** The people who can log in to the sandbox. Their permissions depend on their roles only. */
export const PEOPLE = {
  modeller: person('modeller', 'Mo', 'Deller', [...REGISTRY, 'job-service-read', 'handle-read']),
  colleague: person('colleague', 'Col', 'League', [...REGISTRY, 'job-service-read']),
  third: person('third', 'Theo', 'Third', [...REGISTRY, 'job-service-read']),
  reader: person('reader', 'Rea', 'Der', ['entity-registry-read']),
  nobody: person('nobody', 'No', 'Body', []),
  admin: person('admin', 'Ad', 'Min', [
    ...REGISTRY,
    'entity-registry-admin',
    ...['handle-read', 'handle-write', 'handle-admin'],
    ...['sys-admin-read', 'sys-admin-write', 'sys-admin-admin'],
    ...['job-service-read', 'job-service-write', 'job-service-admin'],
  ]),
} as const;

export type Role = keyof typeof PEOPLE;

/** @returns the person with this username; undefined if there is none */
export function findPerson(username: string): Account | undefined {
  return Object.values(PEOPLE).find((account) => account.username === username);
}

/** The account of the client credentials grant. */
export function createServiceAccount(clientId: string, roles: string[]): Account {
  return {
    username: `service-account-${clientId}`,
    email: null,
    firstName: '',
    lastName: '',
    roles: [...roles, ...DEFAULT_ROLES],
  };
}
