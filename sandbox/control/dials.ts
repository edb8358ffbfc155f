import type { Tokens } from '../keycloak/tokens.ts';
import type { Gateway } from '../misbehaviour/gateway.ts';
import { model } from '../pydantic/model.ts';
import { integer, oneOf } from '../pydantic/scalars.ts';
import { type Infer, optional, type Type } from '../pydantic/type.ts';
import { PACES } from '../settings.ts';
import type { World } from '../world.ts';

/** Undefined when the field is not there, so that it can be told from null. */
function leftOut<T>(type: Type<T>): Type<T | undefined> {
  return { ...type, fallback: () => undefined };
}

const seconds = leftOut(integer({ min: 0 }));
const limit = leftOut(optional(integer({ min: 0 })));

/** What can be turned while a sandbox runs; what is left out stays as it is. */
export const DialModel = model('Dials', {
  access_token_seconds: seconds,
  refresh_token_seconds: seconds,
  /** Of temporary S3 credentials. */
  credential_seconds: seconds,
  /** How far the sandbox's clock is ahead of the machine's. */
  clock_skew_seconds: leftOut(integer()),
  /** Null for no limit. */
  gateway_seconds: limit,
  gateway_body_bytes: limit,
  /** Of jobs launched from now on. */
  pace: leftOut(oneOf('Pace', PACES)),
});
export type Dials = Infer<typeof DialModel>;

/** The dials of a running sandbox. */
export class DialBoard {
  readonly #world: World;
  readonly #tokens: Tokens;
  readonly #gateway: Gateway;

  constructor(world: World, tokens: Tokens, gateway: Gateway) {
    this.#world = world;
    this.#tokens = tokens;
    this.#gateway = gateway;
  }

  read(): Dials {
    return {
      access_token_seconds: this.#tokens.lifetimes.accessToken,
      refresh_token_seconds: this.#tokens.lifetimes.refreshToken,
      credential_seconds: this.#world.credentialLife.seconds,
      clock_skew_seconds: this.#world.clock.skewSeconds,
      gateway_seconds: this.#gateway.seconds,
      gateway_body_bytes: this.#gateway.bodyBytes,
      pace: this.#world.jobs.pace,
    };
  }

  turn(change: Partial<Dials>): Dials {
    const { lifetimes } = this.#tokens;
    lifetimes.accessToken = change.access_token_seconds ?? lifetimes.accessToken;
    lifetimes.refreshToken = change.refresh_token_seconds ?? lifetimes.refreshToken;
    this.#world.credentialLife.seconds = change.credential_seconds ?? this.#world.credentialLife.seconds;
    this.#world.clock.skewSeconds = change.clock_skew_seconds ?? this.#world.clock.skewSeconds;
    if (change.gateway_seconds !== undefined) this.#gateway.seconds = change.gateway_seconds;
    if (change.gateway_body_bytes !== undefined) this.#gateway.bodyBytes = change.gateway_body_bytes;
    this.#world.jobs.pace = change.pace ?? this.#world.jobs.pace;
    return this.read();
  }
}
