import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const SCRIPT = `import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    print(json.dumps({name: archive.read(name).decode() for name in archive.namelist()}))`;

/** The text files of a ZIP archive by path, as Python's zipfile reads and verifies them. */
export async function readZip(archive: Uint8Array): Promise<Record<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'provena-zip-'));
  try {
    const file = join(folder, 'archive.zip');
    await writeFile(file, archive);
    const { stdout } = await promisify(execFile)('python3', ['-c', SCRIPT, file], {
      maxBuffer: 64 * 2 ** 20,
    });
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
}
