import { InvalidError, type RequestInfo } from './errors.ts';

/**
 * The error of an argument that was checked before anything was sent. In a file of its own, because the client exports all of
 * errors.ts.
 * @param name of the argument, or the path of a part of it.
 * @param code of the issue, as in {@link InvalidError}.
 */
export function createArgumentError(
  name: string | readonly (string | number)[],
  message: string,
  code: string,
  request?: RequestInfo,
): InvalidError {
  return new InvalidError('the request was not sent', {
    request,
    issues: [{ path: [name].flat(), message, code }],
  });
}
