/** Roles that Keycloak gives to everybody in a realm. */
const EVERYBODY = ['default-roles-provena', 'offline_access', 'uma_authorization'];
const REGISTRY = ['entity-registry-read', 'entity-registry-write'];

/** An account of the realm. */
export type Account = {
  username: string;
  email: string | null;
  firstName: string;
  lastName: string;
  /** Absent for service accounts, which have no password. */
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
    roles: [...roles, ...EVERYBODY],
  };
}

/** The people of the sandbox; what each may do is in its roles alone. */
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

/** The person with a username, or undefined. */
export function personCalled(username: string): Account | undefined {
  return Object.values(PEOPLE).find((account) => account.username === username);
}

/** The account behind a confidential client's own tokens. */
export function serviceAccount(clientId: string, roles: string[]): Account {
  return {
    username: `service-account-${clientId}`,
    email: null,
    firstName: '',
    lastName: '',
    roles: [...roles, ...EVERYBODY],
  };
}
