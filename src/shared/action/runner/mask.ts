import * as core from '@actions/core';

/** Keeps a value out of every later line of the log, as it is and as it stands in a URL. */
export function maskSecret(value: string): void {
  // The runner masks line by line, and masking a short scrap would blot out half the log.
  for (const line of value.split(/\r?\n/)) {
    if (line.trim().length < 4) continue;
    core.setSecret(line);
    const encoded = encodeURIComponent(line);
    if (encoded !== line) core.setSecret(encoded);
  }
}
