import { lstat, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { READ_WITHOUT_WAITING } from '../../files/open-regular-file.ts';
import { describeFileFailure } from '../../files/write-errors.ts';
import { type Position, UserError } from '../problem.ts';
import { createPlace, type InputFile, nameFile } from './name-file.ts';
import { describePointer } from './pointer.ts';
import { MAX_DOCUMENT_BYTES, type SourceText } from './source.ts';

/**
 * Reads the text of a file that an input names.
 * @throws UserError that names the input, if the file is not readable UTF-8 text of at most {@link MAX_DOCUMENT_BYTES}.
 */
export async function readText(inputFile: InputFile): Promise<string> {
  await using file = await openText(inputFile, MAX_DOCUMENT_BYTES);
  const text = file.decode(await file.readAll());
  file.assertNoPointer(text);
  return text;
}

/** Reads the text of a file as {@link readText} does, with the name of the file. */
export async function readSourceText(inputFile: InputFile): Promise<SourceText> {
  return { ...nameFile(inputFile.path, inputFile.workspace), text: await readText(inputFile) };
}

/** A file that an input names, open for reading. */
export interface TextFile extends AsyncDisposable {
  /** Reads all bytes. @throws UserError when the file cannot be read. */
  readonly readAll: () => Promise<Uint8Array>;
  /** Reads the next bytes into a buffer. @returns their number, 0 at the end. @throws UserError as `readAll`. */
  readonly read: (buffer: Uint8Array) => Promise<number>;
  /** Size when it was opened, in bytes. */
  readonly size: number;
  readonly createError: (message: string, cause?: unknown) => UserError;
  /** Decodes bytes. @throws UserError when they are not UTF-8 text. */
  readonly decode: (bytes: Uint8Array, options?: DecodeOptions) => string;
  /** @throws UserError when a string is a pointer to a file. */
  readonly assertNoPointer: (text: string) => void;
}

interface DecodeOptions {
  /** More bytes follow; then problems have no line. */
  readonly stream?: boolean;
  /** The number of the first line of the bytes. */
  readonly line?: number;
}

/**
 * Opens a file named by an input.
 * @throws UserError naming the input when it cannot be opened, is not a file, or has more than `maxBytes`.
 */
export async function openText({ path, workspace, input }: InputFile, maxBytes: number): Promise<TextFile> {
  const file = nameFile(path, workspace);
  const name = file.name || '.';
  const createError = (message: string, cause?: unknown, at?: Position): UserError =>
    new UserError(
      { message: `input ${input}: ${message}`, place: createPlace({ ...file, name }, at) },
      { cause },
    );
  const handle = await open(resolve(workspace, path), READ_WITHOUT_WAITING).catch(
    async (cause: NodeJS.ErrnoException) => {
      const isBrokenLink = cause.code === 'ENOENT' && (await isLink(resolve(workspace, path)));
      const reason = isBrokenLink ? BROKEN_LINK : OPEN_FAILURES[cause.code ?? ''];
      throw createError(reason ?? `the file cannot be read (${cause.code})`, cause);
    },
  );
  try {
    const stats = await handle.stat();
    if (stats.isDirectory()) throw createError('not a file. Enter the path of a file, not of a folder');
    if (!stats.isFile()) throw createError('not a regular file, but a named pipe or a device, for example');
    const { size } = stats;
    if (size > maxBytes)
      throw createError(`the file has ${size} bytes; at most ${maxBytes} are allowed. Split the file`);
    const onReadError = (cause: unknown): never => {
      throw createError(`the file cannot be read: ${describeFileFailure(cause)}`, cause);
    };
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return {
      readAll: () => handle.readFile().catch(onReadError),
      read: async (buffer) => (await handle.read(buffer).catch(onReadError)).bytesRead,
      size,
      createError,
      decode(bytes, { stream = false, line = 1 } = {}) {
        const createDecodeError = (advice: string, cause?: unknown): UserError => {
          if (isUtf16(bytes)) return createError(UTF_16, cause);
          const position = stream ? undefined : findInvalidText(bytes, line);
          return createError(`the file is not UTF-8 text. ${advice}`, cause, position);
        };
        let text: string;
        try {
          text = decoder.decode(bytes, { stream });
        } catch (cause) {
          throw createDecodeError('Save it in this encoding', cause);
        }
        if (text.includes(NUL))
          throw createDecodeError(
            'It contains a NUL character: remove it, or save the file in this encoding',
          );
        return text;
      },
      assertNoPointer(text) {
        const pointer = describePointer(text);
        if (pointer !== undefined) throw createError(`the file contains only ${pointer}`);
      },
      [Symbol.asyncDispose]: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

const NUL = '\0';

const UTF_16 =
  'the file is UTF-16 text. Save it as UTF-8; in PowerShell, write it with `Out-File -Encoding utf8`';

function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** Position of the first character that is not text. */
function findInvalidText(bytes: Uint8Array, firstLine: number): Position {
  const text = new TextDecoder().decode(bytes);
  const before = text.slice(0, text.search(/[\uFFFD\0]/)).split('\n');
  return { line: firstLine + before.length - 1, column: (before.at(-1)?.length ?? 0) + 1 };
}

async function isLink(path: string): Promise<boolean> {
  const stats = await lstat(path).catch(() => undefined);
  return stats?.isSymbolicLink() ?? false;
}

const BROKEN_LINK =
  'a broken symbolic link. If git-annex or DVC manages its content, fetch the content before this step';

const OPEN_FAILURES: Readonly<Record<string, string>> = {
  ENOENT:
    'the file does not exist. Paths are relative to the workspace. Check the path, and that actions/checkout runs before this step',
  EACCES: 'permission denied. Make the file readable for the user of the runner',
  ENOTDIR: 'the file does not exist, because a part of the path is a file and not a folder',
  ELOOP: 'the symbolic links form a loop. Replace one of them with the file',
};
