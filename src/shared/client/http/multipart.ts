import type { FilePart } from './route.ts';

/** A form with one file: content type and body of the request, with the unchanged bytes of the file. */
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

/** Quoted names, as browsers write them. */
function escapeName(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
