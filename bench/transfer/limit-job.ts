import { MAX_SINGLE_REQUEST_BYTES, RANGE_BYTES } from '../../src/shared/transfer/download/file-ranges.ts';

export interface Transfer {
  readonly method: string;
  readonly key: string;
  readonly headers: Record<string, string>;
  readonly body?: Buffer | undefined;
  /** Called for each piece of the response's body. */
  readonly onBytes: (bytes: Buffer) => void;
  readonly onEnd: () => void;
}

/** The job of the program that shows the limit. The benchmark writes it as JSON. */
export interface LimitJob {
  readonly direction: 'upload' | 'download';
  readonly folder: string;
  readonly address: { bucket: string; prefix: string; region: string; endpoint: string };
  readonly credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}

/** The bytes of each request for an object of this size, as the engine requests them. */
export function getRangeBytes(size: number): number {
  return size > MAX_SINGLE_REQUEST_BYTES ? RANGE_BYTES : size;
}
