import { READ } from '../auth/roles.ts';
import { type Route, route } from '../http/route.ts';
import { createSuccessStatus } from '../http/status.ts';
import { GenerateReport } from '../jobs/sub-types.ts';
import { encodeUser } from '../jobs/user-info.ts';
import { integer, text } from '../pydantic/scalars.ts';
import { optional } from '../pydantic/type.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { findLineage, LINEAGE_QUERIES } from './lineage.ts';

// the keys of the constant
const NAMES = Object.keys(LINEAGE_QUERIES) as (keyof typeof LINEAGE_QUERIES)[];

export function createExploreRoutes(state: SandboxState): Route[] {
  const queries = NAMES.map((name) =>
    route(
      'GET',
      `/explore/${name}`,
      { roles: READ, query: { starting_id: text(), depth: optional(integer()) } },
      ({ query }) => ({
        status: createSuccessStatus('Explored.'),
        ...findLineage(state, name, query.starting_id, query.depth),
      }),
    ),
  );
  const report = route(
    'POST',
    '/explore/generate/report',
    { roles: READ, actsForUser: true, body: GenerateReport },
    ({ body, user }) => {
      const payload = { ...body, user_info: encodeUser(user) };
      return {
        session_id: state.jobs.launch({ username: user.username, subType: 'GENERATE_REPORT', payload }),
      };
    },
  );
  return [...queries, report];
}
