import { InvalidError, type Issue } from './errors.ts';
import { hideUserInfo } from './http/hide-user-info.ts';
import { type Endpoints, mapServices, SERVICES, type Service } from './services.ts';

export interface Instance {
  /** Domain of the services of the instance: `dev.example.org`. */
  readonly domain?: string | undefined;
  /** Name of the instance's Keycloak realm. */
  readonly realm?: string | undefined;
  /** URLs that replace the ones derived from `domain` and `realm`, service by service. */
  readonly endpoints?: { readonly [S in Service]?: string | undefined } | undefined;
}

/** Host prefixes of a standard deployment: the same table as the official client's configuration. */
const PREFIX: Readonly<Record<Exclude<Service, 'keycloak'>, string>> = {
  registry: 'registry-api',
  datastore: 'data-api',
  prov: 'prov-api',
  jobs: 'job-api',
  auth: 'auth-api',
  search: 'search',
  handle: 'handle',
};

const DOMAIN = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::\d+)?$/i;

/**
 * The URL of every service of an instance.
 * @throws InvalidError naming every part of the instance that is missing or not usable.
 */
export function resolveEndpoints(instance: Instance): Endpoints {
  const issues: Issue[] = [];
  const addIssue = (path: readonly string[], message: string) =>
    issues.push({ path, message, code: 'endpoint' });
  const { domain, realm, overrides } = readInstance(instance);
  const domainError = domain && explainDomainError(domain);
  if (domainError) addIssue(['domain'], domainError);
  for (const name of Object.keys(overrides)) {
    if (!SERVICES.some((service) => service === name))
      addIssue(['endpoints', name], `is not a service. Use one of ${SERVICES.join(', ')}.`);
  }
  const underived: Service[] = [];
  const endpoints = mapServices((service) => {
    const override = overrides[service];
    if (override !== undefined)
      return parseBaseUrl(override, (message) => addIssue(['endpoints', service], message));
    const derived = deriveUrl(service, domain, realm);
    if (derived === undefined) underived.push(service);
    return derived ?? '';
  });
  if (underived.length > 0) {
    addIssue([domain ? 'realm' : 'domain'], formatMissingEndpoints(underived, { domain, realm }));
  }
  if (issues.length > 0) throw new InvalidError('The Provena instance is not fully configured', { issues });
  return endpoints;
}

/** URL of the realm; undefined if it is missing or not usable. */
export function findRealmUrl(instance: Instance): string | undefined {
  const { domain, realm, overrides } = readInstance(instance);
  if (domain && explainDomainError(domain)) return undefined;
  if (overrides.keycloak === undefined) return deriveUrl('keycloak', domain, realm);
  let isUsable = true;
  const url = parseBaseUrl(overrides.keycloak, () => {
    isUsable = false;
  });
  return isUsable ? url : undefined;
}

function readInstance({ domain, realm, endpoints = {} }: Instance) {
  return { domain: domain?.trim() || undefined, realm: realm?.trim() || undefined, overrides: endpoints };
}

function explainDomainError(domain: string): string | undefined {
  if (!DOMAIN.test(domain))
    return `"${hideUserInfo(domain)}" is not a domain. Write the bare name, such as dev.example.org.`;
  // DOMAIN also matches host names that no URL can have, such as auth.127.0.0.1.
  if (!URL.canParse(`https://auth.${domain}`))
    return `"${domain}" is not a domain. Set endpoints to use services by their IP addresses.`;
  return undefined;
}

/** One message for all services without an address: they lack the same input. */
function formatMissingEndpoints(services: readonly Service[], { domain, realm }: Instance): string {
  const missing = [...(domain ? [] : ['domain']), ...(realm ? [] : ['realm'])].join(' and ');
  const names = services.length === 1 ? `endpoints.${services[0]}` : `endpoints for ${services.join(', ')}`;
  if (services.length === SERVICES.length)
    return `is required. Set ${missing}, or endpoints for every service.`;
  const needed = `${services.join(', ')} service${services.length > 1 ? 's' : ''}`;
  return `is required for the ${needed}. Set ${missing}, or ${names}.`;
}

function deriveUrl(
  service: Service,
  domain: string | undefined,
  realm: string | undefined,
): string | undefined {
  if (!domain) return undefined;
  if (service !== 'keycloak') return `https://${PREFIX[service]}.${domain}`;
  return realm && `https://auth.${domain}/auth/realms/${encodeURIComponent(realm)}`;
}

/** Paths are appended to base URLs as text, hence no trailing slash, query or fragment. */
function parseBaseUrl(override: string, addIssue: (message: string) => void): string {
  const text = override.trim();
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) {
    addIssue(`"${hideUserInfo(text)}" is not an http or https URL.`);
  } else if (/[?#]/.test(text)) {
    addIssue('A base URL must not have a query or a fragment.');
  } else if (url.username || url.password) {
    addIssue('A base URL must not have a user name or a password.');
  }
  return (url?.href ?? text).replace(/(?<!\/)\/+$/, '');
}

/**
 * Reports every service whose URL would send tokens in clear text: `http:` to a host other than this machine.
 * @throws InvalidError
 */
export function assertTokensAreEncrypted(endpoints: Endpoints): void {
  const issues = SERVICES.filter((service) => isCleartext(endpoints[service])).map((service) => ({
    path: ['endpoints', service],
    message: `${endpoints[service]} is not encrypted, and tokens would be sent to it. Use https.`,
    code: 'cleartext',
  }));
  if (issues.length > 0) {
    const remedy = 'In a closed network, set allowHttp';
    throw new InvalidError(`Tokens are sent over TLS only. ${remedy}`, { issues });
  }
}

/** Whether requests to this URL can be read on the network. */
export function isCleartext(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed?.protocol === 'http:' && !isLoopbackHost(parsed.hostname);
}

/**
 * Whether the host of a URL is this machine: `localhost`, a name below it, 127.0.0.0/8 or [::1]. A URL has addresses in
 * their canonical form, so that no parser of addresses has to be loaded.
 */
function isLoopbackHost(hostname: string): boolean {
  const host = hostname.replace(/\.$/, '').toLowerCase();
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(host);
}
