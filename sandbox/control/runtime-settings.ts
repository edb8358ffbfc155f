import { model } from '../pydantic/model.ts';
import { integer, oneOf } from '../pydantic/scalars.ts';
import { type Infer, optional, type Type } from '../pydantic/type.ts';
import { PACES, type Settings } from '../settings.ts';

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

/** A change of the settings of a running sandbox. Missing fields keep their values. */
export const RuntimeSettingsModel = model('Settings', FIELDS, { forbidExtra: true });
export type SettingsChange = Partial<Infer<typeof RuntimeSettingsModel>>;
/** All settings of a running sandbox. */
export type RuntimeSettings = { [Name in keyof SettingsChange]-?: Exclude<SettingsChange[Name], undefined> };

export function createRuntimeSettings({ gateway, pace }: Settings): RuntimeSettings {
  return {
    access_token_seconds: 300,
    refresh_token_seconds: 1800,
    credential_seconds: 28_800,
    clock_skew_seconds: 0,
    gateway_seconds: gateway.seconds,
    gateway_body_bytes: gateway.bodyBytes,
    pace,
  };
}

/** @returns all settings after the change */
export function updateSettings(settings: RuntimeSettings, change: SettingsChange): RuntimeSettings {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  Object.assign(settings, Object.fromEntries(given));
  return { ...settings };
}
