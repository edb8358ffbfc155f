import type { Call } from '../http/route.ts';
import { config } from '../service-routes.ts';
import { adminGroups } from './admin-groups.ts';
import { adminLinks } from './admin-links.ts';
import { adminRequests } from './admin-requests.ts';

/** What administrators of the auth API do. Each route asks for one role: `sys-admin-read`, `-write` or `-admin`. */
export function admin(call: Call) {
  return {
    ...adminRequests(call),
    ...adminGroups(call),
    ...adminLinks(call),
    ...config(call, 'auth.admin', 'auth'),
  };
}
