/** A shorter string in Base64 or hexadecimal digits would also be found in other strings. */
const MIN_BASE64_LENGTH = 12;
/** A JSON Web Token: header, payload and signature. */
const JSON_WEB_TOKEN = /^eyJ[\w-]+\.([\w-]{16,})\.([\w-]{16,})$/;

/**
 * The forms in which a secret can stand in a string: as it is, URL-encoded, as a part of JSON or HTML, in hexadecimal
 * digits, and as a part of a string in Base64, at each of the three offsets. Of a JSON Web Token also its payload and its
 * signature: anyone can guess its header.
 */
export function listSecretForms(secret: string): readonly string[] {
  const [, ...parts] = JSON_WEB_TOKEN.exec(secret) ?? [];
  const url = encodeURIComponent(secret.toWellFormed());
  const forms = [
    secret,
    url,
    url.replace(/%../g, (code) => code.toLowerCase()),
    new URLSearchParams({ _: secret }).toString().slice(2),
    JSON.stringify(secret).slice(1, -1),
    secret.replace(/['\\]/g, '\\$&'),
    ...listHtmlForms(secret),
  ];
  return [
    ...new Set([
      ...forms,
      ...listHexForms(secret),
      ...listBase64Forms(secret),
      ...parts,
      ...parts.flatMap(listBase64Forms),
    ]),
  ];
}

/** With and without escaped quotation marks, which only attributes need; the apostrophe has several escapes. */
function listHtmlForms(secret: string): string[] {
  const text = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const quoted = text.replaceAll('"', '&quot;');
  return [
    text,
    quoted,
    ...['&#39;', '&#x27;', '&apos;'].map((apostrophe) => quoted.replaceAll("'", apostrophe)),
  ];
}

function listHexForms(secret: string): string[] {
  const digits = Buffer.from(secret).toString('hex');
  return digits.length < MIN_BASE64_LENGTH ? [] : [digits, digits.toUpperCase()];
}

function listBase64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  if (bytes.length < MIN_BASE64_LENGTH) return [];
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    // The first and the last character also depend on the bytes around the secret.
    const start = Math.ceil((offset * 8) / 6);
    const text = encoded.slice(start, Math.floor(((offset + bytes.length) * 8) / 6));
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
