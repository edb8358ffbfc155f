import { randomBytes, randomInt } from 'node:crypto';
import type { Clock } from '../state/clock.ts';
import { type Database, toNumber, toText } from '../state/database.ts';
import { invalidGrant, OAuthError } from './oauth-error.ts';

const LIFE_SECONDS = 600;
const INTERVAL_SECONDS = 5;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

export type ApprovedLogin = { username: string; scope: string };

/** Codes of the device flow. A program requests and polls them; a person approves or denies them on a page. */
export class DeviceCodes {
  readonly #db: Database;
  readonly #clock: Clock;

  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Starts a login, and deletes old ones; `page` is the URL at which people enter the code. */
  start(clientId: string, scope: string, page: string): Record<string, unknown> {
    const deviceCode = randomBytes(32).toString('base64url');
    const letters = Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
    const userCode = `${letters.slice(0, 4)}-${letters.slice(4)}`;
    const now = this.#clock.ms();
    this.#db.run('DELETE FROM device_codes WHERE expires_ms < ?', now - LIFE_SECONDS * 1000);
    const sql =
      'INSERT INTO device_codes (device_code, user_code, client_id, scope, expires_ms) VALUES (?, ?, ?, ?, ?)';
    this.#db.run(sql, deviceCode, userCode, clientId, scope, now + LIFE_SECONDS * 1000);
    return {
      device_code: deviceCode,
      user_code: userCode,
      verification_uri: page,
      verification_uri_complete: `${page}?user_code=${userCode}`,
      expires_in: LIFE_SECONDS,
      interval: INTERVAL_SECONDS,
    };
  }

  /** Records the decision of a person. @returns false for an unknown code */
  decide(userCode: string, decision: 'approved' | 'denied', username: string): boolean {
    const sql =
      'UPDATE device_codes SET verdict = ?, username = ? WHERE user_code = ? AND verdict IS NULL AND expires_ms > ?';
    return this.#db.run(sql, decision, username, userCode.trim().toUpperCase(), this.#clock.ms()) > 0;
  }

  /**
   * Polls for the decision. An approved code is valid for one response.
   * @throws OAuthError while the decision is pending, for polls in quick succession, and for a denied, expired or
   * unknown code
   */
  poll(deviceCode: string, clientId: string): ApprovedLogin {
    const row = this.#db.get('SELECT * FROM device_codes WHERE device_code = ?', deviceCode);
    if (!row) throw invalidGrant('Device code not valid');
    if (row['client_id'] !== clientId) throw invalidGrant('unauthorized client');
    const now = this.#clock.ms();
    if (now > (toNumber(row['expires_ms']) ?? 0))
      throw new OAuthError(400, 'expired_token', 'Device code is expired');
    const polled = toNumber(row['polled_ms']);
    if (polled !== undefined && now - polled < INTERVAL_SECONDS * 1000)
      throw new OAuthError(400, 'slow_down', 'Slow down');
    this.#db.run('UPDATE device_codes SET polled_ms = ? WHERE device_code = ?', now, deviceCode);
    const decision = toText(row['verdict']);
    if (decision === undefined) {
      throw new OAuthError(400, 'authorization_pending', 'The authorization request is still pending');
    }
    this.#db.run('DELETE FROM device_codes WHERE device_code = ?', deviceCode);
    if (decision === 'denied') {
      throw new OAuthError(400, 'access_denied', 'The end user denied the authorization request');
    }
    return { username: String(row['username']), scope: String(row['scope']) };
  }
}
