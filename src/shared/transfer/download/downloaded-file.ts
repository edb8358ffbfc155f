import type { Crc32 } from '../checksum.ts';

/** What is known of a file once it is on disk. */
export interface DownloadedFile {
  readonly etag: string;
  /** Of the bytes that were written. */
  readonly crc32: Crc32;
  /** Whether the store had a CRC32 to hold them against; else only the size was checked. */
  readonly isVerified: boolean;
}
