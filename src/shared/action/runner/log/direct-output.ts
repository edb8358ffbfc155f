import { EventEmitter } from 'node:events';
import { writeSync } from 'node:fs';

/**
 * Replaces `process.stdout`, to which @actions/core prints, by an object that writes without a stream: Node.js takes 4 ms to
 * load one. Text that cannot be written at once, for example to a full pipe that does not block, is left to the stream.
 */
export function printWithoutStream(): void {
  const original = Object.getOwnPropertyDescriptor(process, 'stdout');
  const output = new EventEmitter();
  let stream: NodeJS.WriteStream | undefined;
  const openStream = (): NodeJS.WriteStream =>
    original?.get?.call(process).on('error', (error: Error) => output.emit('error', error));
  const write = (text: string | Uint8Array): boolean => {
    let rest = Buffer.from(text);
    try {
      while (!stream && rest.length > 0) rest = rest.subarray(writeSync(1, rest));
    } catch {
      stream = openStream();
    }
    return stream?.write(rest) ?? true;
  };
  Object.defineProperty(process, 'stdout', {
    configurable: true,
    enumerable: true,
    value: Object.assign(output, { write }),
  });
}
