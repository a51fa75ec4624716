import { t } from '../words';
import type { Disposable, Event } from './api';
import { isStill } from './gateways';
import type { Connection } from './model';

/** Where the list is kept between sessions: VS Code's global state, or anything like it. */
export interface ConnectionStorage {
  get(): unknown;
  set(connections: readonly Connection[]): PromiseLike<void>;
}

/**
 * Where it is kept which environment's connection was removed, by its address: it stays away until the variable names
 * another one.
 */
export interface RemovedEnvironment {
  get(): unknown;
  set(endpoint: string | undefined): PromiseLike<void>;
}

const forgetful: RemovedEnvironment = { get: () => undefined, set: () => Promise.resolve() };

/** What a person changes in the kept list. Done again on whatever other windows have kept meanwhile. */
type Change = (kept: readonly Connection[]) => readonly Connection[];

/**
 * The connections a person has added, plus at most one from the environment, which is not stored. Workspaces have
 * no say here: a cloned repository must not be able to choose credentials or endpoints. No two have the same name,
 * because a name is what a person confirms.
 */
export class ConnectionList implements Disposable {
  private stored: readonly Connection[];
  private environment: Connection | undefined;
  /** The address of the environment's connection that a person removed: it may still be learning what answers there. */
  private removedHere: string | undefined;
  private digestOf: (connection: Connection) => string | undefined = () => undefined;
  private shown: readonly Connection[];
  /** Changes that the storage may not show yet. */
  private readonly pending = new Set<Change>();
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly storage: ConnectionStorage,
    private readonly removedEnvironment: RemovedEnvironment = forgetful,
  ) {
    this.stored = this.read();
    this.shown = this.made();
  }

  get all(): readonly Connection[] {
    return this.shown;
  }

  readonly onDidChange: Event<void> = (listener) => {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };

  /** The environment's connection while it is kept away because a person removed it. */
  get hiddenEnvironment(): Connection | undefined {
    return this.isHidden(this.environment) ? this.environment : undefined;
  }

  /** A connection that somebody took hold of as it is now, if it is on the list and still leads where it led then. */
  current(connection: Connection): Connection | undefined {
    return this.shown.find((each) => isStill(connection, each));
  }

  /** Shows the environment's connection, or replaces it; not one that was removed. */
  setEnvironment(connection: Connection): void {
    this.environment = connection;
    this.changed();
  }

  /** Shows the environment's connection again that was removed. Rejects with the storage's error. */
  async restoreEnvironment(): Promise<void> {
    this.removedHere = undefined;
    await this.removedEnvironment.set(undefined);
    this.changed();
  }

  /**
   * Says what the credentials of each connection come to now. A connection of which that changes is another one from
   * then on: nothing that was read or asked through the former is good for it.
   */
  setCredentials(digestOf: (connection: Connection) => string | undefined): void {
    const isNew = this.shown.some((each) => each.credentialsDigest !== digestOf(each));
    this.digestOf = digestOf;
    if (isNew) this.changed();
  }

  /**
   * Adds a connection, or replaces the one with the same id. A name that another one has gets a number. Rejects with
   * the storage's error; the list is then as the storage has it.
   */
  async add(added: Connection): Promise<void> {
    const connection = asKept(added);
    await this.change((kept) => {
      const others = kept.filter(({ id }) => id !== connection.id);
      return [...others, named(connection, new Set(others.map(({ name }) => name)))];
    });
  }

  /**
   * Puts what a person edited in the place of the connection with this id; in a list that has lost it meanwhile, nothing
   * happens. Rejects as `add` does.
   */
  async replace(id: string, edited: Connection): Promise<void> {
    const next = asKept(edited);
    await this.change((kept) => {
      const others = new Set(kept.filter((each) => each.id !== id).map(({ name }) => name));
      return kept.map((each) => (each.id === id ? named(next, others) : each));
    });
  }

  /**
   * Removes a connection from the list, the environment's until its variable names another address; nothing at Glacier and
   * no lock ID is touched. Rejects as `add` does.
   */
  async remove(id: string): Promise<void> {
    if (this.environment?.id === id) {
      this.removedHere = this.environment.endpoint;
      this.changed();
      await this.removedEnvironment.set(this.environment.endpoint);
      return;
    }
    await this.change((kept) => kept.filter((connection) => connection.id !== id));
  }

  dispose(): void {
    this.listeners.clear();
  }

  /** Begins from what is kept now: another window may have changed it since the last look. */
  private async change(change: Change): Promise<void> {
    this.pending.add(change);
    this.takeStored();
    try {
      await this.storage.set(this.stored);
    } catch (error) {
      this.pending.delete(change);
      this.takeStored();
      throw error;
    }
    this.pending.delete(change);
  }

  private takeStored(): void {
    this.stored = [...this.pending].reduce((kept, change) => change(kept), this.read());
    this.changed();
  }

  private read(): readonly Connection[] {
    const kept = this.storage.get();
    const connections = (Array.isArray(kept) ? kept.filter(isConnection) : []).map(asKept);
    return [...new Map(connections.map((connection) => [connection.id, connection])).values()];
  }

  private isHidden(environment: Connection | undefined): boolean {
    if (environment?.endpoint === undefined) return false;
    return [this.removedHere, this.removedEnvironment.get()].includes(environment.endpoint);
  }

  private made(): readonly Connection[] {
    const { environment, stored } = this;
    const all = environment === undefined || this.isHidden(environment) ? stored : [environment, ...stored];
    return namedApart(all).map((connection) => {
      const credentialsDigest = this.digestOf(connection);
      return credentialsDigest === undefined ? connection : { ...connection, credentialsDigest };
    });
  }

  private changed(): void {
    this.shown = this.made();
    for (const listener of [...this.listeners]) listener();
  }
}

/** The same connections, each under a name of its own; the first keeps its name. */
function namedApart(connections: readonly Connection[]): readonly Connection[] {
  const taken = new Set<string>();
  return connections.map((connection) => {
    const apart = named(connection, taken);
    taken.add(apart.name);
    return apart;
  });
}

/** The connection itself if its name is free, else with a number after the name: `prod (2)`. */
function named(connection: Connection, taken: ReadonlySet<string>): Connection {
  let name = connection.name;
  for (let number = 2; taken.has(name); number += 1) name = `${connection.name} (${number})`;
  return name === connection.name ? connection : { ...connection, name };
}

/** What its credentials come to is looked up by each window. */
function asKept(connection: Connection): Connection {
  const { credentialsDigest, ...kept } = connection;
  return credentialsDigest === undefined ? connection : kept;
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
    (candidate.account === undefined || isAccount(candidate.account)) &&
    Array.isArray(candidate.regions) &&
    candidate.regions.length > 0 &&
    candidate.regions.every((region) => typeof region === 'string' && region !== '')
  );
}

/** 12 digits without hyphens, as Glacier takes them (Glacier API reference: "AccountId"). */
export function isAccount(value: unknown): value is string {
  return typeof value === 'string' && /^\d{12}$/.test(value);
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
  // As for the AWS SDKs, which then ask AWS itself.
  const isIgnored = environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS']?.toLowerCase() === 'true';
  if (isIgnored || endpoint === undefined || !URL.canParse(endpoint)) return undefined;
  const { host } = new URL(endpoint);
  const profile = environment['AWS_PROFILE'];
  // A variable that is set to nothing counts as not set, as it does for the AWS SDKs.
  const region = [environment['AWS_REGION'], environment['AWS_DEFAULT_REGION']].find(isGiven);
  return {
    id: 'environment',
    kind: 'environment',
    name: practice ? t('Local Glacier ({0})', host) : host,
    regions: [region ?? 'us-west-2'],
    endpoint,
    practice,
    ...(isGiven(profile) && !practice ? { profile } : {}),
  };
}

function isGiven(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
