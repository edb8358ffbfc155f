import { json } from '../http/response.ts';
import type { Call, CallOptions } from '../http/route.ts';
import { get, routes } from '../http/routes.ts';
import { Lineage } from '../model/lineage.ts';

export interface LineageOptions extends CallOptions {
  /** Steps from the start, 1 to 10. The server's default is 2 up- and downstream, 4 for the others. */
  depth?: number | undefined;
}

type Explore = (startingId: string, options?: LineageOptions) => Promise<Lineage>;

const explore = (name: string) =>
  get(`/explore/${name}`, 'read', json(Lineage), { adviceOn500: 'check the id and the depth' });
const route = routes('prov', 'prov', {
  exploreUpstream: explore('upstream'),
  exploreDownstream: explore('downstream'),
  contributingDatasets: explore('special/contributing_datasets'),
  effectedDatasets: explore('special/effected_datasets'),
  contributingAgents: explore('special/contributing_agents'),
  effectedAgents: explore('special/effected_agents'),
});

/**
 * The provenance graph around an item. The graph is empty if the item has no connection. An unknown id is an
 * UnavailableError, because the server responds with 500.
 */
export function createLineageMethods(call: Call) {
  const from =
    (name: keyof typeof route): Explore =>
    (startingId, options) =>
      call(route[name], { query: { starting_id: startingId, depth: options?.depth } }, options);
  return {
    /** The items that the item was derived from. `GET /explore/upstream` */
    exploreUpstream: from('exploreUpstream'),
    /** The items that were derived from the item. `GET /explore/downstream` */
    exploreDownstream: from('exploreDownstream'),
    /** Paths to the datasets that the item was derived from. `GET /explore/special/contributing_datasets` */
    contributingDatasets: from('contributingDatasets'),
    /** Paths to the datasets that were derived from the item. `GET /explore/special/effected_datasets` */
    effectedDatasets: from('effectedDatasets'),
    /**
     * Paths to the people and organisations of the items that the item was derived from.
     * `GET /explore/special/contributing_agents`
     */
    contributingAgents: from('contributingAgents'),
    /**
     * Paths to the people and organisations of the items that were derived from the item.
     * `GET /explore/special/effected_agents`
     */
    effectedAgents: from('effectedAgents'),
  };
}
