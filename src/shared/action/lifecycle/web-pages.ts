import type { Endpoints } from '../../client/index.ts';

/** Addresses of the web pages of an instance. */
export interface WebPages {
  /** The address that resolves a handle. */
  handle(id: string): string;
  /** The page of a registry item. */
  item(id: string): string;
  /** The page of a dataset with its files. */
  dataset(id: string): string;
}

/** The proxy of the Handle System; resolves every registered handle. */
const HANDLE_PROXY = 'https://hdl.handle.net';

/**
 * Returns the pages of an instance. With a domain they are beside its APIs, as in every standard deployment. An instance
 * that is configured by endpoints only (a local one) resolves its handles itself.
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
