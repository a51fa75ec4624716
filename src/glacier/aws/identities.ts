import { credentialSource, type CredentialSource, type Identity, type LookUp } from './credentials';

/** Milliseconds before their end from which on credentials are looked up anew, as in the SDK. */
const early = 5 * 60_000;
/** Milliseconds that credentials must still be good for, where others cannot be had: time for one request. */
const shortest = 60_000;

/** How one target has credentials looked up; without `ask`, nobody is disturbed. */
export type How = Omit<LookUp, 'ask' | 'signal'>;

interface Known {
  readonly revision: string;
  readonly identity: Identity;
  /** Somebody was asked for a code: nobody shall be asked again as long as these are good. */
  readonly wasAsked: boolean;
}

interface Running {
  readonly revision: string;
  readonly mayAsk: boolean;
  readonly identity: Promise<Identity>;
}

/**
 * What is known of the credentials of one profile, for all regions and connections that go by it: a one-time code is good
 * for one answer of STS, a credential process may ask for a touch of a key, and neither is wanted once for each region. An
 * edited profile is another one: what came of its former settings is never handed out again.
 */
export class ProfileIdentity {
  private known: Known | undefined;
  private running: Running | undefined;

  constructor(private readonly profile: string | undefined) {}

  /** Rejects with a CredentialFailure. Never asks anybody; but whoever is asked just now is waited for. */
  async get(how: How): Promise<Identity> {
    return await this.find({ ...how, ask: undefined });
  }

  /** As `get`, for a person who is there to be asked. Several at once ask once. */
  async ask(how: LookUp): Promise<Identity> {
    return await this.find(how);
  }

  /** Has the next one look the credentials up anew, if these are still what is known: they were refused. */
  forget(refused: Identity): void {
    if (this.known?.identity.accessKeyId === refused.accessKeyId) this.known = undefined;
  }

  /**
   * A client of these credentials was closed, as on every change of its connection. Who opens the next one gets what the
   * source hands out then: behind a credential process there may be another account by now.
   */
  release(): void {
    if (this.known?.wasAsked === false) this.known = undefined;
    if (this.running?.mayAsk === false) this.running = undefined;
  }

  private async find(how: LookUp): Promise<Identity> {
    const source = await credentialSource(this.profile);
    const { revision } = source;
    if (this.known !== undefined && this.known.revision !== revision) this.known = undefined;
    const { known, running } = this;
    if (known !== undefined && lasts(known.identity, early)) return known.identity;
    if (running?.revision === revision) {
      if (running.mayAsk || how.ask === undefined) return await running.identity;
      // Whoever asks nobody may fail for want of a code. Whoever may ask waits for it, and then begins.
      await running.identity.catch(() => undefined);
      return await this.find(how);
    }
    try {
      return await this.start(source, how);
    } catch (error) {
      if (known !== undefined && how.ask === undefined && lasts(known.identity, shortest))
        return known.identity;
      throw error;
    }
  }

  private async start(source: CredentialSource, how: LookUp): Promise<Identity> {
    const { revision } = source;
    const { ask } = how;
    let wasAsked = false;
    const asking: LookUp = {
      ...how,
      ask: ask && ((...question) => ((wasAsked = true), ask(...question))),
    };
    const running: Running = { revision, mayAsk: ask !== undefined, identity: source.lookUp(asking) };
    this.running = running;
    try {
      const identity = await running.identity;
      // The files may have been edited meanwhile: then what is known is of another revision already.
      if (this.running === running) this.known = { revision, identity, wasAsked };
      return identity;
    } finally {
      if (this.running === running) this.running = undefined;
    }
  }
}

function lasts({ expiration }: Identity, milliseconds: number): boolean {
  return expiration === undefined || expiration.getTime() - Date.now() > milliseconds;
}

const identities = new Map<string | undefined, ProfileIdentity>();

/** What is shared by all targets of a profile, or of the default credentials. */
export function identityOf(profile: string | undefined): ProfileIdentity {
  const found = identities.get(profile) ?? new ProfileIdentity(profile);
  identities.set(profile, found);
  return found;
}

/** Understood by any local Glacier and worth nothing elsewhere: nobody's real keys reach a practice endpoint. */
export const practiceIdentity: Identity = { accessKeyId: 'PRACTICE', secretAccessKey: 'practice' };
