/** The oldest Node.js that the client runs on: `engines` of its package. */
const REQUIRED = { major: 22, minor: 19 };

const { node } = process.versions;
const [major = 0, minor = 0] = node.split('.').map(Number);
if (major < REQUIRED.major || (major === REQUIRED.major && minor < REQUIRED.minor)) {
  const error = new Error(
    `@provena-actions/client requires Node.js ${REQUIRED.major}.${REQUIRED.minor} or later; this is Node.js ${node}.`,
  );
  // The message is all that helps: the stack shows the loader of modules.
  error.stack = error.message;
  throw error;
}
