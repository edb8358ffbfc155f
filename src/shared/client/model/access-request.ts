import * as z from 'zod/mini';
import type { Infer } from '../lazy-schema.ts';
import { openEnum, responseObject } from './response-fields.ts';
import { Status } from './status.ts';

/** Which roles of the instance's services a user has. */
export const AccessReport = responseObject(() => ({
  components: z.array(
    z.looseObject({
      component_name: z.string(),
      component_roles: z.array(
        z.looseObject({
          role_name: z.string(),
          role_display_name: z.string(),
          role_level: openEnum(['READ', 'WRITE', 'ADMIN']),
          description: z.string(),
          intended_users: z.array(openEnum(['GENERAL', 'ADMINISTRATOR'])),
          access_granted: z.boolean(),
        }),
      ),
    }),
  ),
}));
export interface AccessReport extends Infer<typeof AccessReport> {}

const REQUEST_STATES = [
  'PENDING_APPROVAL',
  'APPROVED_PENDING_ACTION',
  'DENIED_PENDING_DELETION',
  'ACTIONED_PENDING_DELETION',
] as const;

/** A user's request for other roles. */
export const AccessRequest = responseObject(() => ({
  username: z.string(),
  /** Time of the request, in Unix seconds. */
  request_id: z.number(),
  /** Time at which the server deletes the request, in Unix seconds. */
  expiry: z.number(),
  email: z.string(),
  /** Unix seconds. */
  created_timestamp: z.number(),
  /** Unix seconds. */
  updated_timestamp: z.number(),
  status: openEnum(REQUEST_STATES),
  ui_friendly_status: z.string(),
  /** An access report as JSON text: only what is to change. */
  request_diff_contents: z.string(),
  /** An access report as JSON text: the roles of the user at the time of the request. */
  complete_contents: z.string(),
  /** Joined by commas. */
  notes: z.string(),
}));
export interface AccessRequest extends Infer<typeof AccessRequest> {}

/** Names one access request. */
export interface AccessRequestKey {
  username: string;
  request_id: number;
}

export interface AccessRequestNote extends AccessRequestKey {
  note: string;
}

export interface AccessRequestChange extends AccessRequestKey {
  desired_state: (typeof REQUEST_STATES)[number];
  additional_note?: string | null | undefined;
}

/** The change succeeded; whether the email about it was sent is a separate field. */
export const RequestStateChanged = responseObject(() => ({ state_change: Status(), email_alert: Status() }));
export interface RequestStateChanged extends Infer<typeof RequestStateChanged> {}
