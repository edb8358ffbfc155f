import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createScratchFolder } from '../tools/cleanup.ts';

const SCRIPT = `import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    print(json.dumps({name: archive.read(name).decode() for name in archive.namelist()}))`;

/** The text files of a ZIP archive by path, as Python's zipfile reads and verifies them. */
export async function readZip(archive: Uint8Array): Promise<Record<string, string>> {
  using folder = createScratchFolder(join(tmpdir(), 'provena-zip-'));
  const file = join(folder.path, 'archive.zip');
  await writeFile(file, archive);
  const { stdout } = await promisify(execFile)('python3', ['-c', SCRIPT, file], { maxBuffer: 64 * 2 ** 20 });
  return JSON.parse(stdout);
}
