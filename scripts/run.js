// Runs a script of this repository: `node scripts/run.js scripts/demo.ts --keep`. Plain JavaScript that old versions of
// Node.js can read, so that they print one line instead of a stack trace about TypeScript.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const required = engines.node.replace('>=', '');
const [major, minor] = process.versions.node.split('.').map(Number);
const [requiredMajor, requiredMinor] = required.split('.').map(Number);

if (major < requiredMajor || (major === requiredMajor && minor < requiredMinor)) {
  console.error(
    `provena-actions requires Node.js ${required} or later; this is Node.js ${process.versions.node}. Run npm ci first: it installs a newer one for the npm scripts.`,
  );
  process.exit(1);
}
if (!existsSync(new URL('../node_modules', import.meta.url))) {
  console.error('The packages of this repository are not installed. Run npm ci first.');
  process.exit(1);
}
process.argv.splice(1, 1);
process.argv[1] = resolve(process.argv[1] ?? '');
await import(pathToFileURL(process.argv[1]).href);
