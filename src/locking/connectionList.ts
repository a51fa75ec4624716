import type { Disposable, Event } from './api';
import type { Connection } from './model';

/** Where the list is kept between sessions: VS Code's global state, or anything like it. */
export interface ConnectionStorage {
  get(): unknown;
  set(connections: readonly Connection[]): PromiseLike<void>;
}

/**
 * The connections a person has added, plus at most one from the environment, which is not stored. Workspaces have
 * no say here: a cloned repository must not be able to choose credentials or endpoints.
 */
export class ConnectionList implements Disposable {
  private stored: readonly Connection[];
  private fromEnvironment: Connection | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly storage: ConnectionStorage) {
    const kept = storage.get();
    this.stored = Array.isArray(kept) ? kept.filter(isConnection) : [];
  }

  get all(): readonly Connection[] {
    return this.fromEnvironment === undefined ? this.stored : [this.fromEnvironment, ...this.stored];
  }

  readonly onDidChange: Event<void> = (listener) => {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };

  setEnvironment(connection: Connection): void {
    this.fromEnvironment = connection;
    this.changed();
  }

  /** Adds a connection, or replaces the one with the same id. */
  async add(connection: Connection): Promise<void> {
    const others = this.stored.filter(({ id }) => id !== connection.id);
    this.stored = [...others, connection];
    this.changed();
    await this.storage.set(this.stored);
  }

  /** Removes a connection from the list; nothing at Glacier and no lock ID is touched. */
  async remove(id: string): Promise<void> {
    if (this.fromEnvironment?.id === id) this.fromEnvironment = undefined;
    this.stored = this.stored.filter((connection) => connection.id !== id);
    this.changed();
    await this.storage.set(this.stored);
  }

  dispose(): void {
    this.listeners.clear();
  }

  private changed(): void {
    for (const listener of [...this.listeners]) listener();
  }
}

/** Stored state may come from another version, or be damaged: what is no connection is left out. */
function isConnection(value: unknown): value is Connection {
  if (typeof value !== 'object' || value === null) return false;
  const candidate = value as Partial<Record<keyof Connection, unknown>>;
  return (
    typeof candidate.id === 'string' &&
    typeof candidate.name === 'string' &&
    (candidate.kind === 'local' || candidate.kind === 'environment' || candidate.kind === 'aws') &&
    typeof candidate.practice === 'boolean' &&
    (candidate.profile === undefined || typeof candidate.profile === 'string') &&
    (candidate.endpoint === undefined || typeof candidate.endpoint === 'string') &&
    Array.isArray(candidate.regions) &&
    candidate.regions.length > 0 &&
    candidate.regions.every((region) => typeof region === 'string')
  );
}

/**
 * The connection that the environment asks for with AWS_ENDPOINT_URL_GLACIER, the variable that the AWS SDKs and
 * the AWS CLI read. `practice` says whether a local Glacier answers there.
 */
export function environmentConnection(
  environment: Readonly<Record<string, string | undefined>>,
  practice: boolean,
): Connection | undefined {
  const endpoint = environment['AWS_ENDPOINT_URL_GLACIER'];
  if (endpoint === undefined || !URL.canParse(endpoint)) return undefined;
  const profile = environment['AWS_PROFILE'];
  return {
    id: 'environment',
    kind: 'environment',
    name: practice ? 'Local Glacier' : new URL(endpoint).host,
    regions: [environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'] ?? 'us-west-2'],
    endpoint,
    practice,
    ...(profile === undefined || practice ? {} : { profile }),
  };
}
