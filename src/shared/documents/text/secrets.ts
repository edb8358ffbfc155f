/** Shorter secrets can be a part of other text by chance. */
const MIN_LENGTH = 16;

/** The secrets of the step, by the input that contains them. */
const secrets = new Map<string, string>();

/** From now on, documents that contain a secret are rejected: it would be recorded for everyone who can read the item. */
export function protectSecret(input: string, secret: string): void {
  if (secret.length >= MIN_LENGTH) secrets.set(input, secret);
}

/** The input whose secret a string contains. */
export function findSecretInput(text: string): string | undefined {
  for (const [input, secret] of secrets) if (text.includes(secret)) return input;
  return undefined;
}

/** The message about a secret in a document. */
export function explainSecret(input: string): string {
  return `found the value of input ${input}, which would be recorded. Remove it; if the file is in the repository, also replace the secret, because everyone who can read the repository knows it`;
}
