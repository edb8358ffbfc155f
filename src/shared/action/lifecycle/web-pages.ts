import type { Endpoints } from '../../client/index.ts';
import { HANDLE_PROXY } from '../../export/handle-url.ts';

export interface WebPages {
  /** The address that resolves handles, without a slash at its end. */
  handleProxy(): string;
  handle(id: string): string;
  item(id: string): string;
  /** The page of a dataset with its files. */
  dataset(id: string): string;
}

/**
 * Returns the pages of an instance. In a standard deployment, pages and APIs have subdomains of the domain. If only endpoints
 * are given, the domain is derived from the address of the registry. Other instances have pages at unknown addresses, to
 * which the Handle System redirects. The sandbox shows its items itself.
 * @param isSandbox called for each address, because the first response shows it.
 */
export function createWebPages(
  domain: string | undefined,
  endpoints: Endpoints,
  isSandbox: () => boolean,
): WebPages {
  const base = domain ?? /^https:\/\/registry-api\.([^/]+)$/.exec(endpoints.registry)?.[1];
  const handleProxy = (): string => (isSandbox() ? endpoints.handle : HANDLE_PROXY);
  const handle = (id: string): string => `${handleProxy()}/${id}`;
  if (base === undefined) return { handleProxy, handle, item: handle, dataset: handle };
  return {
    handleProxy: () => HANDLE_PROXY,
    handle: (id) => `${HANDLE_PROXY}/${id}`,
    item: (id) => `https://registry.${base}/item/${id}`,
    dataset: (id) => `https://data.${base}/dataset/${id}`,
  };
}
