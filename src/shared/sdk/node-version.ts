/**
 * The oldest Node.js that the client runs on, as in `engines` of its package. In a file of its own, because sdk.ts
 * imports it before modules that an older Node.js cannot load.
 */
const REQUIRED = { major: 22, minor: 19 };

const { node } = process.versions;
const [major = 0, minor = 0] = node.split('.').map(Number);
if (major < REQUIRED.major || (major === REQUIRED.major && minor < REQUIRED.minor)) {
  const error = new Error(
    `@provena-actions/client requires Node.js ${REQUIRED.major}.${REQUIRED.minor} or later; this is Node.js ${node}.`,
  );
  // The stack would only show Node.js's module loader.
  error.stack = error.message;
  throw error;
}
