import { type Route, route } from '../http/route.ts';
import { GenerateReport } from '../jobs/sub-types.ts';
import { done } from '../not-done.ts';
import { integer, text } from '../pydantic/scalars.ts';
import { optional } from '../pydantic/type.ts';
import { READ } from '../roles.ts';
import { sealUser } from '../user-info.ts';
import type { World } from '../world.ts';
import { findLineage, LINEAGE_QUERIES } from './lineage.ts';

// the keys of a constant are known
const NAMES = Object.keys(LINEAGE_QUERIES) as (keyof typeof LINEAGE_QUERIES)[];

/** Lineage, and the report made of it. */
export function exploreRoutes(world: World): Route[] {
  const questions = NAMES.map((question) =>
    route('GET', `/explore/${question}`, {
      roles: READ,
      query: { starting_id: text(), depth: optional(integer()) },
      answer: ({ query }) => ({
        status: done('Explored.'),
        ...findLineage(world, question, query.starting_id, query.depth),
      }),
    }),
  );
  const report = route('POST', '/explore/generate/report', {
    roles: READ,
    body: GenerateReport,
    answer({ body, user }) {
      const payload = { ...body, user_info: sealUser(user) };
      return {
        session_id: world.jobs.launch({ username: user.username, subType: 'GENERATE_REPORT', payload }),
      };
    },
  });
  return [...questions, report];
}
