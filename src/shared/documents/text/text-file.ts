import { lstat, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { READ_WITHOUT_WAITING } from '../../files/open-regular-file.ts';
import { describeFileFailure } from '../../files/write-errors.ts';
import { type Position, UserError } from '../problem.ts';
import { createPlace, type InputFile, nameFile } from './name-file.ts';
import { DocumentSyntaxError } from './parsed-text.ts';
import { describePointer, MAX_POINTER_BYTES } from './pointer.ts';
import { MAX_DOCUMENT_BYTES, type SourceText } from './source.ts';

/**
 * Reads the text of a file that an input names.
 * @throws UserError that names the input, if the file is not readable UTF-8 text of at most {@link MAX_DOCUMENT_BYTES}.
 */
export async function readText(inputFile: InputFile): Promise<string> {
  await using file = await openText(inputFile, MAX_DOCUMENT_BYTES);
  return file.decode(await file.readAll());
}

/** Reads the text of a file as {@link readText} does, with the name of the file. */
export async function readSourceText(inputFile: InputFile): Promise<SourceText> {
  return { ...nameFile(inputFile.path, inputFile.workspace), text: await readText(inputFile) };
}

/** A file that an input names, open for reading. */
export type TextFile = Awaited<ReturnType<typeof openText>>;

/**
 * Opens a file named by an input.
 * @throws UserError naming the input when it cannot be opened, is not a file, or has more than `maxBytes`.
 */
export async function openText({ path, workspace, input }: InputFile, maxBytes: number) {
  const file = nameFile(path, workspace);
  const createError = (message: string, cause?: unknown, at?: Position): UserError =>
    new UserError({ message: `input ${input}: ${message}`, place: createPlace(file, at) }, { cause });
  const { handle, size } = await openFile(resolve(workspace, path), maxBytes, createError);
  const onReadError = (cause: unknown): never => {
    throw createError(`the file cannot be read: ${describeFileFailure(cause)}`, cause);
  };
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return {
    /** Size when it was opened, in bytes. */
    size,
    createError,
    /** Reads all bytes. @throws UserError when the file cannot be read. */
    readAll: () => handle.readFile().catch(onReadError),
    /** Reads the next bytes into a buffer. @returns their number, 0 at the end. @throws UserError as `readAll`. */
    read: async (buffer: Uint8Array) => (await handle.read(buffer).catch(onReadError)).bytesRead,
    /**
     * Decodes the bytes of the file, or of a line.
     * @param stream true if more bytes follow; then problems have no line.
     * @param line the number of the first line of the bytes.
     * @throws DocumentSyntaxError when they are not UTF-8 text; UserError when the file is a pointer to another one.
     */
    decode(bytes: Uint8Array, { stream = false, line = 1 } = {}): string {
      const createDecodeError = (advice: string, cause?: unknown): DocumentSyntaxError => {
        const format = describeFormat(bytes);
        const position = stream || format !== undefined ? undefined : findInvalidText(bytes, line);
        const message = format ?? `the file is not UTF-8 text. ${advice}`;
        return new DocumentSyntaxError(createError(message, cause, position).problems, { cause });
      };
      let text: string;
      try {
        text = decoder.decode(bytes, { stream });
      } catch (cause) {
        throw createDecodeError('Save it in this encoding', cause);
      }
      if (text.includes('\0')) throw createDecodeError(REMOVE_NUL);
      const pointer = size <= MAX_POINTER_BYTES ? describePointer(text) : undefined;
      if (pointer !== undefined) throw createError(`the file contains only ${pointer}`);
      return text;
    },
    [Symbol.asyncDispose]: () => handle.close(),
  };
}

async function openFile(
  path: string,
  maxBytes: number,
  createError: (message: string, cause?: unknown) => UserError,
) {
  const handle = await open(path, READ_WITHOUT_WAITING).catch(async (cause: NodeJS.ErrnoException) => {
    const isBrokenLink = cause.code === 'ENOENT' && (await isLink(path));
    const isPattern = cause.code === 'ENOENT' && /[*?]/.test(path);
    const reason = isBrokenLink ? BROKEN_LINK : isPattern ? PATTERN : OPEN_FAILURES[cause.code ?? ''];
    throw createError(reason ?? `the file cannot be read (${cause.code})`, cause);
  });
  try {
    const stats = await handle.stat();
    const { size } = stats;
    if (stats.isDirectory()) throw createError('not a file. Enter the path of a file, not of a folder');
    if (!stats.isFile()) throw createError('not a regular file, but a named pipe or a device, for example');
    if (size > maxBytes)
      throw createError(`the file has ${size} bytes; at most ${maxBytes} are allowed. Split the file`);
    return { handle, size };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

const REMOVE_NUL = 'It contains a NUL character: remove it, or save the file in this encoding';

const UTF_16 =
  'the file is UTF-16 text. Save it as UTF-8; in PowerShell, write it with `Out-File -Encoding utf8`';

/** Formats that are not UTF-8 text: their first bytes in hexadecimal digits, and the message. */
const FORMATS = [
  ['fffe', UTF_16],
  ['feff', UTF_16],
  ['1f8b', 'the file is compressed with gzip. Decompress it before this step'],
  [
    '504b0304',
    'the file is a ZIP archive, such as an Excel workbook (.xlsx), and not text. Save a table as "CSV UTF-8, comma delimited", or unpack an archive',
  ],
  [
    'd0cf11e0',
    'the file is a document of Microsoft Office, such as an Excel workbook (.xls), and not text. Save a table as "CSV UTF-8, comma delimited"',
  ],
] as const;

/** The message about a file in one of these formats; undefined for another one. */
function describeFormat(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  return FORMATS.find(([signature]) => start.startsWith(signature))?.[1];
}

/** Position of the first character that is not text. */
function findInvalidText(bytes: Uint8Array, firstLine: number): Position {
  const text = new TextDecoder().decode(bytes);
  const before = text.slice(0, text.search(/[\uFFFD\0]/)).split(/\r\n?|\n/);
  return { line: firstLine + before.length - 1, column: (before.at(-1)?.length ?? 0) + 1 };
}

async function isLink(path: string): Promise<boolean> {
  const stats = await lstat(path).catch(() => undefined);
  return stats?.isSymbolicLink() ?? false;
}

const BROKEN_LINK =
  'a broken symbolic link. If git-annex or DVC manages its content, fetch the content before this step';

const PATTERN = 'the file does not exist. Write the path of one file, without wildcards';

const OPEN_FAILURES: Readonly<Record<string, string>> = {
  ENOENT:
    'the file does not exist. Paths are relative to the workspace. Check the path, and that actions/checkout runs before this step',
  EACCES: 'permission denied. Make the file readable for the user of the runner',
  ENOTDIR: 'the file does not exist, because a part of the path is a file and not a folder',
  ELOOP: 'the symbolic links form a loop. Replace one of them with the file',
};
