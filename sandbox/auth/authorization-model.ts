const LEVELS = ['READ', 'WRITE', 'ADMIN'] as const;
type Level = (typeof LEVELS)[number];

const LEVEL_DESCRIPTIONS: Record<Level, string> = {
  READ: 'read',
  WRITE: 'read and write',
  ADMIN: 'do everything',
};

export const COMPONENT_NAMES = ['handle-service', 'sys-admin', 'entity-registry', 'job-service'] as const;

interface Component {
  readonly component_name: (typeof COMPONENT_NAMES)[number];
  readonly title: string;
  /** Default: the name. */
  readonly rolePrefix?: string;
  /** In the order of the report. */
  readonly levels?: readonly Level[];
  /** Levels that are not only for administrators. */
  readonly generalLevels?: readonly Level[];
}

/** In the order of the report. */
const COMPONENTS: readonly Component[] = [
  { component_name: 'handle-service', title: 'Handle service', rolePrefix: 'handle' },
  { component_name: 'sys-admin', title: 'System administration' },
  { component_name: 'entity-registry', title: 'Entity registry', generalLevels: ['READ', 'WRITE'] },
  { component_name: 'job-service', title: 'Job service', levels: ['ADMIN', 'WRITE', 'READ'] },
];

/** The roles that users can request, by component. */
export const AUTHORIZATION_MODEL = COMPONENTS.map((component) => ({
  component_name: component.component_name,
  component_roles: (component.levels ?? LEVELS).map((level) => createRole(component, level)),
}));

function createRole(
  { component_name, title, rolePrefix = component_name, generalLevels = [] }: Component,
  level: Level,
) {
  const may = LEVEL_DESCRIPTIONS[level];
  return {
    role_name: `${rolePrefix}-${level.toLowerCase()}`,
    role_display_name: `${title}: ${may}`,
    role_level: level,
    description: `Lets you ${may} in this part: ${title.toLowerCase()}.`,
    intended_users: [...(generalLevels.includes(level) ? ['GENERAL'] : []), 'ADMINISTRATOR'],
  };
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
