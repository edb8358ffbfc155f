import { model } from '../pydantic/model.ts';
import { integer, oneOf } from '../pydantic/scalars.ts';
import { type Infer, optional, type Type } from '../pydantic/type.ts';
import { PACES } from '../settings.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

/** A missing field is undefined, which differs from null. */
function optionalField<T>(type: Type<T>): Type<T | undefined> {
  return { ...type, fallback: () => undefined };
}

/** A century, so that every time is one that a date can have. */
const MAX_SECONDS = 100 * 365 * 86_400;
/** The longest delay of a timer. */
const MAX_TIMER_SECONDS = Math.floor((2 ** 31 - 1) / 1000);

const seconds = optionalField(integer({ min: 0, max: MAX_SECONDS }));

const FIELDS = {
  access_token_seconds: seconds,
  refresh_token_seconds: seconds,
  /** Lifetime of temporary S3 credentials. */
  credential_seconds: seconds,
  /** Seconds that the sandbox's clock is ahead of the machine's. */
  clock_skew_seconds: optionalField(integer({ min: -MAX_SECONDS / 2, max: MAX_SECONDS })),
  /** Null for no limit. */
  gateway_seconds: optionalField(optional(integer({ min: 0, max: MAX_TIMER_SECONDS }))),
  gateway_body_bytes: optionalField(optional(integer({ min: 0 }))),
  /** Pace of jobs that are launched from now on. */
  pace: optionalField(oneOf('Pace', PACES)),
};

/** Settings of a running sandbox. In a change, missing fields keep their values. */
export const RuntimeSettingsModel = model('Settings', FIELDS, { forbidExtra: true });
export type RuntimeSettings = Infer<typeof RuntimeSettingsModel>;

export function readSettings({ lifetimes, clock, gateway, jobs }: SandboxState): RuntimeSettings {
  return {
    access_token_seconds: lifetimes.accessToken,
    refresh_token_seconds: lifetimes.refreshToken,
    credential_seconds: lifetimes.credentials,
    clock_skew_seconds: clock.skewSeconds,
    gateway_seconds: gateway.seconds,
    gateway_body_bytes: gateway.bodyBytes,
    pace: jobs.pace,
  };
}

/** @returns all settings after the change */
export function updateSettings(state: SandboxState, change: Partial<RuntimeSettings>): RuntimeSettings {
  const { lifetimes, clock, gateway, jobs } = state;
  lifetimes.accessToken = change.access_token_seconds ?? lifetimes.accessToken;
  lifetimes.refreshToken = change.refresh_token_seconds ?? lifetimes.refreshToken;
  lifetimes.credentials = change.credential_seconds ?? lifetimes.credentials;
  clock.skewSeconds = change.clock_skew_seconds ?? clock.skewSeconds;
  if (change.gateway_seconds !== undefined) gateway.seconds = change.gateway_seconds;
  if (change.gateway_body_bytes !== undefined) gateway.bodyBytes = change.gateway_body_bytes;
  jobs.pace = change.pace ?? jobs.pace;
  return readSettings(state);
}
