import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * A door in front of a Glacier, which the test opens and shuts. What comes while it is stalled is kept and handed on
 * when it is released, whether the sender still waits or not: as a machine would that was busy for a while.
 */
export class Gate {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private held: (() => void)[] | undefined;
  private heldReplies: (() => void)[] | undefined;
  private holdAfter: RegExp | undefined;
  private port = 0;
  /** What was asked for so far, as "METHOD /path", whether it got through or not. */
  readonly requests: string[] = [];

  private constructor(private readonly target: string) {
    this.server = createServer({ allowHalfOpen: true }, (socket) => this.admit(socket));
  }

  /** @param target Where the Glacier answers, `http://host:port`. */
  static async open(target: string): Promise<Gate> {
    const gate = new Gate(target);
    await gate.listen();
    return gate;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** From now on nothing gets through, and nobody gets an answer. */
  stall(): void {
    this.held ??= [];
  }

  /** From such a request on ("METHOD /path") requests get through, but no replies: Glacier acts, and nobody learns of it. */
  holdRepliesTo(request: RegExp): void {
    this.holdAfter = request;
  }

  /** Hands on what was kept, and everything that comes. */
  release(): void {
    const held = [...(this.held ?? []), ...(this.heldReplies ?? [])];
    this.held = undefined;
    this.heldReplies = undefined;
    this.holdAfter = undefined;
    for (const handOn of held) handOn();
  }

  /** Ends all connections: what was held back never arrives. New ones get through at once. */
  loseReplies(): void {
    this.heldReplies = undefined;
    this.holdAfter = undefined;
    for (const socket of [...this.sockets]) socket.destroy();
  }

  /** Ends all connections and refuses new ones, as if there were no Glacier. */
  async shut(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  /** Answers again after `shut`, at the same address. */
  async listen(): Promise<void> {
    const listening = once(this.server, 'listening');
    this.server.listen(this.port, '127.0.0.1');
    await listening;
    this.port = (this.server.address() as AddressInfo).port;
  }

  private admit(socket: Socket): void {
    const { hostname, port } = new URL(this.target);
    const upstream = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    socket.on('data', (data) => {
      const request = /^([A-Z]+ \S+) HTTP\//.exec(data.toString('latin1'))?.[1];
      if (request === undefined) return;
      this.requests.push(request);
      if (this.holdAfter?.test(request) === true) this.heldReplies ??= [];
    });
    for (const [one, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      this.sockets.add(one);
      const handOn = (step: () => void) => this.handOn(one === upstream, step);
      one.on('data', (data) => handOn(() => other.destroyed || other.write(data)));
      one.on('end', () => handOn(() => other.end()));
      // The other side learns of it by the end of the connection.
      one.on('error', () => undefined);
      one.on('close', () => {
        this.sockets.delete(one);
        handOn(() => other.end());
      });
    }
  }

  private handOn(isReply: boolean, step: () => void): void {
    const held = this.held ?? (isReply ? this.heldReplies : undefined);
    if (held === undefined) step();
    else held.push(step);
  }
}
