import { MAX_SINGLE_REQUEST_BYTES, RANGE_BYTES } from '../../src/shared/transfer/download/file-ranges.ts';

/** One request. */
export interface Transfer {
  readonly method: string;
  readonly key: string;
  readonly headers: Record<string, string>;
  readonly body?: Buffer | undefined;
  /** Called for each piece of the response's body. */
  readonly onBytes: (bytes: Buffer) => void;
  readonly onEnd: () => void;
}

interface JobDocument {
  readonly direction: 'upload' | 'download';
  readonly folder: string;
  readonly address: { bucket: string; prefix: string; region: string; endpoint: string };
  readonly credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}

/** The job of the program that shows the limit, with the sizes that the engine uses. */
export class LimitJob {
  readonly direction: JobDocument['direction'];
  readonly folder: string;
  readonly address: JobDocument['address'];
  readonly credentials: JobDocument['credentials'];
  readonly maxConnections = 256;

  constructor(json: string) {
    // The benchmark writes it.
    const job: JobDocument = JSON.parse(json);
    this.direction = job.direction;
    this.folder = job.folder;
    this.address = job.address;
    this.credentials = job.credentials;
  }

  /** The bytes of each request for an object of this size. */
  rangeBytes(size: number): number {
    return size > MAX_SINGLE_REQUEST_BYTES ? RANGE_BYTES : size;
  }
}
