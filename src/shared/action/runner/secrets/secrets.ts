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

/**
 * From now on, masks values only in what this step writes, and no longer prints `::add-mask::` for the runner. A command that runs
 * in the step may print `::stop-commands::`, after which the runner shows workflow commands as text: a mask would reveal its value.
 */
export function stopPrintingMasks(): void {
  const { stdout } = process;
  // Not a condition in maskSecret: @actions/core itself prints a mask for each ID token that it requests.
  stdout.write = new Proxy(stdout.write, {
    apply: (write, target, args: [string | Uint8Array]) =>
      String(args[0]).startsWith('::add-mask::') || Reflect.apply(write, target, args),
  });
}

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

/** Characters of a string in pieces that are redacted together. */
const PIECE_CHARACTERS = 64 * 1024;
/** A credential has at most this many characters, with its escapes and what separates its parts. Tokens have about 2000. */
const MAX_CREDENTIAL_CHARACTERS = 16 * 1024;

/** Replaces the same in a string that arrives in pieces, including what spans several of them. */
export async function* redactPieces(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let text = '';
  for await (const piece of pieces) {
    text += piece;
    if (text.length < PIECE_CHARACTERS) continue;
    text = redactCredentials(text);
    // The rest can end in the start of a credential.
    const end = findPieceEnd(text, text.length - MAX_CREDENTIAL_CHARACTERS);
    if (end <= 0) continue;
    yield text.slice(0, end);
    text = text.slice(end);
  }
  yield redactCredentials(text);
}

/** Not between the two halves of a surrogate pair, which cannot be written alone. */
function findPieceEnd(text: string, end: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(end)) ? end - 1 : end;
}
