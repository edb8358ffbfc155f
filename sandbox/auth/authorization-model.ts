/** The roles that users can request, by component, in the order of the report. */
type Level = 'READ' | 'WRITE' | 'ADMIN';
type ComponentRole = {
  role_name: string;
  role_display_name: string;
  role_level: Level;
  description: string;
  intended_users: ('GENERAL' | 'ADMINISTRATOR')[];
};

export const COMPONENT_NAMES = ['handle-service', 'sys-admin', 'entity-registry', 'job-service'] as const;
type ComponentName = (typeof COMPONENT_NAMES)[number];

const LEVEL_DESCRIPTIONS: Record<Level, string> = {
  READ: 'read',
  WRITE: 'read and write',
  ADMIN: 'do everything',
};

function createRole(
  component: ComponentName,
  description: string,
  level: Level,
  intended_users: ComponentRole['intended_users'] = ['ADMINISTRATOR'],
): ComponentRole {
  const may = LEVEL_DESCRIPTIONS[level];
  return {
    role_name: `${component}-${level.toLowerCase()}`,
    role_display_name: `${description}: ${may}`,
    role_level: level,
    description: `Lets you ${may} in this part: ${description.toLowerCase()}.`,
    intended_users,
  };
}

function createAdministratorRoles(component: ComponentName, description: string): ComponentRole[] {
  return (['READ', 'WRITE', 'ADMIN'] as const).map((level) => createRole(component, description, level));
}

export const AUTHORIZATION_MODEL: { component_name: ComponentName; component_roles: ComponentRole[] }[] = [
  {
    component_name: 'handle-service',
    component_roles: createAdministratorRoles('handle-service', 'Handle service').map(shortenHandleName),
  },
  {
    component_name: 'sys-admin',
    component_roles: createAdministratorRoles('sys-admin', 'System administration'),
  },
  {
    component_name: 'entity-registry',
    component_roles: [
      createRole('entity-registry', 'Entity registry', 'READ', ['GENERAL', 'ADMINISTRATOR']),
      createRole('entity-registry', 'Entity registry', 'WRITE', ['GENERAL', 'ADMINISTRATOR']),
      createRole('entity-registry', 'Entity registry', 'ADMIN'),
    ],
  },
  {
    component_name: 'job-service',
    component_roles: createAdministratorRoles('job-service', 'Job service').reverse(),
  },
];

/** The roles of the handle service are not named after their component. */
function shortenHandleName(one: ComponentRole): ComponentRole {
  return { ...one, role_name: one.role_name.replace('handle-service', 'handle') };
}

/** The access of a user with these roles, by component. */
export function createAccessReport(roles: string[]) {
  const components = AUTHORIZATION_MODEL.map(({ component_name, component_roles }) => ({
    component_name,
    component_roles: component_roles.map((one) => ({
      ...one,
      access_granted: roles.includes(one.role_name),
    })),
  }));
  return { components };
}
