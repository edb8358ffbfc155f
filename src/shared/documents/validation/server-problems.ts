import { InvalidError, type Issue, RequestRejectedError } from '../../client/index.ts';
import type { Json, Path } from '../json.ts';
import { type Problem, UserError } from '../problem.ts';
import type { Source } from '../text/source.ts';
import { formatDocumentPath } from './validate-document.ts';

/**
 * The server's validation errors of a document, with their lines as far as they are known.
 * @returns undefined for errors that are not about the document.
 */
export function extractServerProblems(error: unknown, source: Source): Problem[] | undefined {
  if (!(error instanceof RequestRejectedError || error instanceof InvalidError)) return undefined;
  if (error.issues.length > 0) return error.issues.map((issue) => toProblem(issue, source));
  const sentence = error.detail ?? error.message;
  const path = findNamedValue(sentence, source.value);
  return [
    {
      message: `the server rejects it: ${sentence}`,
      ...(path ? { path: formatDocumentPath(path) } : {}),
      place: source.place(path ?? []),
    },
  ];
}

const HANDLE = /^\d+(\.\d+)*\/[\w.-]+$/;

/** The first field with a handle that the sentence names. The server often names the id and not the field. */
function findNamedValue(sentence: string, value: Json, path: Path = []): Path | undefined {
  if (typeof value === 'string') return HANDLE.test(value) && hasHandle(sentence, value) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, entry] of Object.entries(value)) {
    const found = findNamedValue(sentence, entry, [...path, Array.isArray(value) ? Number(key) : key]);
    if (found) return found;
  }
  return undefined;
}

/** Whether the sentence has the handle by itself, and not as the beginning of a longer one. */
function hasHandle(sentence: string, handle: string): boolean {
  for (let at = sentence.indexOf(handle); at >= 0; at = sentence.indexOf(handle, at + 1)) {
    const before = sentence.slice(0, at);
    const after = sentence.slice(at + handle.length);
    if (!/[\w.]$/.test(before) && !/^\.?[\w-]/.test(after)) return true;
  }
  return false;
}

/**
 * An error of the server as one of the document, where it names fields of the document, or an id that a field holds; else
 * as it is.
 */
export function locateServerError(error: unknown, source: Source): unknown {
  // A rejection with a further result may have created something, which an error of the document denies.
  if (error instanceof RequestRejectedError && error.partial) return error;
  const problems = extractServerProblems(error, source)?.filter(({ path }) => path !== undefined);
  return problems && problems.length > 0 ? new UserError(problems, { cause: error }) : error;
}

function toProblem({ path, message }: Issue, source: Source): Problem {
  // The server names the body first, and rules between fields by a name of its own.
  const steps = (path[0] === 'body' ? path.slice(1) : path).filter((step) => !/^__.*__$/.test(String(step)));
  return {
    message: `the server rejects it: ${message}`,
    path: formatDocumentPath(steps),
    place: source.place(steps),
  };
}
