import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { assumeType } from '../../sandbox/testing/assume-type.ts';

/**
 * Runs inside a network namespace with only a loopback interface: `isolated-network-main.ts SOCKET PROGRAM ARGUMENT…`.
 * Forwards a local port to the proxy at the Unix socket, sets the proxy variables, and exits with the program's code.
 */
const [socket = '', program = '', ...args] = process.argv.slice(2);

execFileSync('ip', ['link', 'set', 'lo', 'up']);
const forwarder = createServer((inside) => {
  const outside = connect(socket);
  for (const end of [inside, outside]) {
    end.on('error', () => [inside, outside].map((other) => other.destroy()));
  }
  inside.pipe(outside).pipe(inside);
}).listen(0, '127.0.0.1');
await once(forwarder, 'listening');

const proxy = `http://127.0.0.1:${assumeType<AddressInfo>(forwarder.address()).port}`;
const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'];
const child = spawn(program, args, {
  stdio: 'inherit',
  env: {
    ...process.env,
    ...Object.fromEntries(names.map((name) => [name, proxy])),
    NO_PROXY: '',
    no_proxy: '',
  },
});
process.once('SIGTERM', () => child.kill('SIGTERM'));
const [code] = await once(child, 'close');
process.exit(code ?? 1);
