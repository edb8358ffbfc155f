import { startS3 } from '../../sandbox/s3/start-s3.ts';

/** The sandbox's store as a process. Prints URL and credentials; a line on stdin empties the store. */
const [dataDir = ''] = process.argv.slice(2);
const store = await startS3({ bucket: 'provena', dataDir });
const { accessKeyId, secretAccessKey, sessionToken } = store.issue({
  access: 'owner',
  prefix: '',
  expiresInSeconds: 28_800,
  sessionName: 'bench',
});
process.stdout.write(`${JSON.stringify({ url: store.url, accessKeyId, secretAccessKey, sessionToken })}\n`);
process.stdin.on('data', () => {
  for (const { key } of store.list('')) store.delete(key);
  process.stdout.write('empty\n');
});
process.stdin.on('end', () => process.exit(0));
