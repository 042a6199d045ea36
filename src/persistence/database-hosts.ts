import { connect, type Socket } from 'node:net';

export interface DatabaseHost {
  readonly host: string;
  readonly port: number;
}

/**
 * The hosts of a cluster: connections are made to the one that has answered last; where it does not any more, the
 * next ones are made to the next.
 */
export class DatabaseHosts {
  private current: number;

  constructor(
    private readonly hosts: readonly DatabaseHost[],
    first: DatabaseHost,
  ) {
    this.current = hosts.indexOf(first);
  }

  /** The `stream` option of mysql2: the socket of a new connection. */
  readonly connect = (): Socket => {
    const tried = this.current;
    const socket = connect({ ...this.hosts[tried]!, noDelay: true, keepAlive: true });
    const moveOn = (): void => {
      if (this.current === tried) this.current = (tried + 1) % this.hosts.length;
    };
    socket.once('close', moveOn);
    socket.once('connect', () => socket.off('close', moveOn));
    return socket;
  };
}
