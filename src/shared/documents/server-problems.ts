import { InvalidError, type Issue, RequestRejectedError } from '../client/index.ts';
import { formatDocumentPath } from './issues.ts';
import { type Problem, UserError } from './problem.ts';
import type { Source } from './text/source.ts';

/**
 * What the server says of a document, at the lines that it is about as far as it tells.
 * @returns undefined for errors that are not about the document.
 */
export function extractServerProblems(error: unknown, source: Source): Problem[] | undefined {
  if (!(error instanceof RequestRejectedError || error instanceof InvalidError)) return undefined;
  if (error.issues.length > 0) return error.issues.map((issue) => toProblem(issue, source));
  return [{ message: `the server refuses it: ${error.detail ?? error.message}`, place: source.place([]) }];
}

/** An error of the server as one of the document, where it names fields of the document; else as it is. */
export function locateServerError(error: unknown, source: Source): unknown {
  const named =
    error instanceof InvalidError && error.issues.length > 0
      ? extractServerProblems(error, source)
      : undefined;
  return named ? new UserError(named, { cause: error }) : error;
}

function toProblem({ path, message }: Issue, source: Source): Problem {
  // The server names the body first, and rules between fields by a name of its own.
  const steps = (path[0] === 'body' ? path.slice(1) : path).filter((step) => !/^__.*__$/.test(String(step)));
  return {
    message: `the server refuses it: ${message}`,
    path: formatDocumentPath(steps),
    place: source.place(steps),
  };
}
