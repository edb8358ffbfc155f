import { type BodySink, ResponseTooLongError } from './s3-transport.ts';

/** Receives the bytes of an object. Each attempt calls `restart` first. An error that it throws ends the request. */
export interface RestartableSink {
  readonly restart: () => void;
  readonly write: BodySink;
}

/** Limit for the body of a response to HEAD or PUT, which is empty in S3. */
const MAX_DISCARDED_BYTES = 1024 * 1024;

/** Returns a sink for a body of which nothing is needed. */
export function discardBytes(): BodySink {
  let count = 0;
  return (bytes) => {
    count += bytes.length;
    if (count > MAX_DISCARDED_BYTES) throw new ResponseTooLongError(`more than ${MAX_DISCARDED_BYTES} bytes`);
    return undefined;
  };
}

/**
 * Returns a sink that passes the bytes on. `onError` gets the errors of `download`, such as a full disk, which are no
 * failures of the connection.
 */
export function catchSinkErrors(download: RestartableSink, onError: (error: unknown) => void): BodySink {
  download.restart();
  const fail = (error: unknown): never => {
    onError(error);
    throw error;
  };
  return (bytes, canKeep) => {
    try {
      return download.write(bytes, canKeep)?.catch(fail);
    } catch (error) {
      return fail(error);
    }
  };
}
