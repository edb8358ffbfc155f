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
 * Returns the pages of an instance. With a domain they are beside its APIs, as in every standard deployment; it follows
 * from the address of the registry if only endpoints are given. Other instances have pages at unknown addresses, to
 * which the Handle System redirects. The sandbox shows its items itself.
 * @param isSandbox called for each address, because the first response shows it.
 */
export function createWebPages(
  domain: string | undefined,
  endpoints: Endpoints,
  isSandbox: () => boolean,
): WebPages {
  const base = domain ?? /^https:\/\/registry-api\.([^/]+)$/.exec(endpoints.registry)?.[1];
  const handle = (id: string): string => `${isSandbox() ? endpoints.handle : HANDLE_PROXY}/${id}`;
  if (base === undefined) return { handle, item: handle, dataset: handle };
  return {
    handle: (id) => `${HANDLE_PROXY}/${id}`,
    item: (id) => `https://registry.${base}/item/${id}`,
    dataset: (id) => `https://data.${base}/dataset/${id}`,
  };
}
