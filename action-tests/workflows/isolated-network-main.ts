import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

/**
 * Runs in a network that has nothing but a loopback of its own: `isolated-network-main.ts SOCKET PROGRAM ARGUMENT…`. A port there
 * leads to the proxy at the socket, and the environment names it to the program, whose exit code is handed on.
 */
const [socket = '', program = '', ...args] = process.argv.slice(2);

execFileSync('ip', ['link', 'set', 'lo', 'up']);
const gate = createServer((inside) => {
  const outside = connect(socket);
  for (const end of [inside, outside]) {
    end.on('error', () => [inside, outside].map((other) => other.destroy()));
  }
  inside.pipe(outside).pipe(inside);
}).listen(0, '127.0.0.1');
await once(gate, 'listening');

const proxy = `http://127.0.0.1:${(gate.address() as AddressInfo).port}`;
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
