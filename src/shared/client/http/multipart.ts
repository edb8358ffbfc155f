import type { FilePart } from './route.ts';

/** A form of one file: the request's content type and its body, the file's bytes untouched. */
export function encodeMultipart({ field, filename, type, bytes }: FilePart): {
  type: string;
  body: Uint8Array;
} {
  const boundary = `provena-${crypto.randomUUID()}`;
  const head = [
    `--${boundary}`,
    `Content-Disposition: form-data; name="${escapeName(field)}"; filename="${escapeName(filename)}"`,
    `Content-Type: ${type}`,
    '\r\n',
  ].join('\r\n');
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

/** Names inside quotes, as browsers write them. */
function escapeName(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
