import type { Endpoints } from '../../client/index.ts';

/** Where people look at what an action made. */
export interface WebPages {
  /** The address under which a handle resolves. */
  handle(id: string): string;
  /** The page of a registry item. */
  item(id: string): string;
  /** The page of a dataset with its files. */
  dataset(id: string): string;
}

/** The proxy of the Handle System, which resolves every registered handle. */
const HANDLE_PROXY = 'https://hdl.handle.net';

/**
 * The pages of an instance. With a domain they stand beside its APIs, as in every standard deployment; an instance that
 * is named by its endpoints alone (a local one) resolves its handles itself.
 */
export function createWebPages(domain: string | undefined, endpoints: Endpoints): WebPages {
  if (domain === undefined) {
    const local = (id: string): string => `${endpoints.handle}/${id}`;
    return { handle: local, item: local, dataset: local };
  }
  return {
    handle: (id) => `${HANDLE_PROXY}/${id}`,
    item: (id) => `https://registry.${domain}/item/${id}`,
    dataset: (id) => `https://data.${domain}/dataset/${id}`,
  };
}
