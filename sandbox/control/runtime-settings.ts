import type { Gateway } from '../faults/gateway.ts';
import type { Tokens } from '../keycloak/tokens.ts';
import { model } from '../pydantic/model.ts';
import { integer, oneOf } from '../pydantic/scalars.ts';
import { type Infer, optional, type Type } from '../pydantic/type.ts';
import { PACES } from '../settings.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

/** A missing field is undefined, which differs from null. */
function optionalField<T>(type: Type<T>): Type<T | undefined> {
  return { ...type, fallback: () => undefined };
}

const seconds = optionalField(integer({ min: 0 }));
const limit = optionalField(optional(integer({ min: 0 })));

/** Settings of a running sandbox. In a change, missing fields keep their values. */
export const RuntimeSettingsModel = model('Settings', {
  access_token_seconds: seconds,
  refresh_token_seconds: seconds,
  /** Of temporary S3 credentials. */
  credential_seconds: seconds,
  /** Seconds that the sandbox's clock is ahead of the machine's. */
  clock_skew_seconds: optionalField(integer()),
  /** Null for no limit. */
  gateway_seconds: limit,
  gateway_body_bytes: limit,
  /** Of jobs launched from now on. */
  pace: optionalField(oneOf('Pace', PACES)),
});
export type RuntimeSettings = Infer<typeof RuntimeSettingsModel>;

/** Reads and changes the settings of a running sandbox. */
export class SettingsController {
  readonly #state: SandboxState;
  readonly #tokens: Tokens;
  readonly #gateway: Gateway;

  constructor(state: SandboxState, tokens: Tokens, gateway: Gateway) {
    this.#state = state;
    this.#tokens = tokens;
    this.#gateway = gateway;
  }

  read(): RuntimeSettings {
    return {
      access_token_seconds: this.#tokens.lifetimes.accessToken,
      refresh_token_seconds: this.#tokens.lifetimes.refreshToken,
      credential_seconds: this.#state.credentialLifetime.seconds,
      clock_skew_seconds: this.#state.clock.skewSeconds,
      gateway_seconds: this.#gateway.seconds,
      gateway_body_bytes: this.#gateway.bodyBytes,
      pace: this.#state.jobs.pace,
    };
  }

  update(change: Partial<RuntimeSettings>): RuntimeSettings {
    const { lifetimes } = this.#tokens;
    lifetimes.accessToken = change.access_token_seconds ?? lifetimes.accessToken;
    lifetimes.refreshToken = change.refresh_token_seconds ?? lifetimes.refreshToken;
    this.#state.credentialLifetime.seconds =
      change.credential_seconds ?? this.#state.credentialLifetime.seconds;
    this.#state.clock.skewSeconds = change.clock_skew_seconds ?? this.#state.clock.skewSeconds;
    if (change.gateway_seconds !== undefined) this.#gateway.seconds = change.gateway_seconds;
    if (change.gateway_body_bytes !== undefined) this.#gateway.bodyBytes = change.gateway_body_bytes;
    this.#state.jobs.pace = change.pace ?? this.#state.jobs.pace;
    return this.read();
  }
}
