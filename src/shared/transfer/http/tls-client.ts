import type { Socket } from 'node:net';
import type { ConnectionOptions, SecureContext, TLSSocket } from 'node:tls';

// Loading it takes longer than a request on loopback, which needs no TLS.
const getTls = () => process.getBuiltinModule('node:tls');

/**
 * The TLS connections to one store. They share the trusted certificates and resume an earlier session: without this, a
 * handshake takes twice the CPU time, and a transfer of small files has hundreds of connections.
 */
export class TlsClient {
  readonly secureContext: SecureContext = getTls().createSecureContext();
  #session: Buffer | undefined;
  readonly #firstSession = Promise.withResolvers<void>();

  /** Settles when connections can resume a session; never, if the store supports no resumption. */
  get firstSession(): Promise<void> {
    return this.#firstSession.promise;
  }

  connect(options: ConnectionOptions): TLSSocket {
    const session = this.#session && { session: this.#session };
    const socket = getTls().connect({ ...options, ...session, secureContext: this.secureContext });
    this.keepSession(socket);
    return socket;
  }

  /** Lets later connections resume the session of this one. */
  keepSession(socket: Socket): void {
    socket.once('session', (session: Buffer) => {
      this.#session = session;
      this.#firstSession.resolve();
    });
  }
}
