import { setSecret } from '@actions/core';
import { SecretRedactor } from './redact-text.ts';
import { listSecretForms } from './secret-forms.ts';

/** All masked values, and of these the ones that must not be in an output either. */
const masked = new SecretRedactor();
const credentials = new SecretRedactor();

/** Masking a very short line would hide half of the log. */
const MIN_LENGTH = 4;
/** The access and offline tokens of Keycloak are JSON Web Tokens. */
const JSON_WEB_TOKEN = /^eyJ[\w-]+\.[\w-]+\./;

/** Masks a value, in all forms of {@link listSecretForms}, in later log lines and in what the step writes from now on. */
export function maskSecret(value: string): void {
  for (const line of splitLines(value)) {
    if (masked.has(line)) continue;
    for (const form of listSecretForms(line)) {
      masked.add(form);
      setSecret(form);
    }
  }
}

/** Masks a secret input: no output has a reason to contain it. */
export function maskCredential(value: string): void {
  maskSecret(value);
  for (const line of splitLines(value)) for (const form of listSecretForms(line)) credentials.add(form);
}

/** The runner masks line by line. */
function splitLines(value: string): string[] {
  return value.split(/\r?\n/).filter((line) => line.trim().length >= MIN_LENGTH);
}

/** Masks a secret of the client. Tokens are credentials; a link or a key of the store can be the result of a step. */
export function maskClientSecret(value: string): void {
  if (JSON_WEB_TOKEN.test(value)) maskCredential(value);
  else maskSecret(value);
}

/**
 * Replaces all masked values. Must come before any escaping: the runner masks the raw text only, and nothing masks a
 * comment.
 */
export function redactSecrets(text: string): string {
  return masked.redact(text);
}

/** Replaces tokens and secret inputs in the value of an output or the text of a file. */
export function redactCredentials(text: string): string {
  return credentials.redact(text);
}
