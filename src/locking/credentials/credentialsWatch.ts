import { createHmac } from 'node:crypto';
import type { AwsProfiles, ReadAwsProfiles } from '../../glacier/awsProfiles';
import type { Disposable, Event } from '../api';
import { Emitter } from '../event';
import type { Connection } from '../model';
import { watchPaths } from './watchPaths';

export interface CredentialsWatchParts {
  readonly read: ReadAwsProfiles;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Random, private to this user, and kept: what was found out in an earlier session can be compared with what is now. */
  readonly key: () => string;
  /** Told of what cannot be watched or read; for the log. */
  readonly log: (message: string, error?: unknown) => void;
  readonly watch?: typeof watchPaths;
}

/**
 * Knows what the credentials of a connection come to: by the shared AWS files, which may change at any time, and by the
 * environment. Reads and watches nothing until it is asked for the first time, so that a window without a connection to
 * AWS has nothing to do with these files.
 */
export class CredentialsWatch implements Disposable {
  private readonly changed = new Emitter<void>();
  /** Fires when the credentials of some connection come to something else than before. */
  readonly onDidChange: Event<void> = this.changed.event;
  private readonly signedIn = new Emitter<void>();
  /** Fires when somebody may have signed in: a token was written. */
  readonly onDidSignIn: Event<void> = this.signedIn.event;
  private known: AwsProfiles | undefined;
  private told = '';
  /** By connection: how often the same settings turned out to lead to somebody else. */
  private readonly turns = new Map<string, number>();
  private unreadable = '';
  private looking: Promise<void> | undefined;
  private next: Promise<void> | undefined;
  private readonly watches: Disposable[] = [];
  private disposed = false;

  constructor(private readonly parts: CredentialsWatchParts) {}

  /**
   * What the credentials of a connection come to, for comparison only: nothing can be told from it without the key.
   * Undefined as long as nothing was read, and for practice, which has none.
   */
  digestOf({ id, practice, profile }: Connection): string | undefined {
    if (practice || this.known === undefined) return undefined;
    const { profiles, usual } = this.known;
    const revisionOf = (name: string) => profiles.find((each) => each.name === name)?.revision ?? 'missing';
    // What goes before the files in the default chain (AWS SDKs and Tools reference guide: "Credential provider chain").
    const own =
      profile === undefined
        ? [usual, revisionOf(usual), ...chainVariables.map((name) => this.parts.environment[name])]
        : [revisionOf(profile)];
    const turn = this.turns.get(id);
    const all = turn === undefined ? own : [...own, `turn ${String(turn)}`];
    return createHmac('sha256', this.parts.key()).update(JSON.stringify(all)).digest('base64url');
  }

  /** Reads the files as they are now, and watches them from then on. Never rejects. */
  async look(): Promise<void> {
    if (this.looking === undefined) {
      this.looking = this.lookNow().finally(() => (this.looking = undefined));
      await this.looking;
      return;
    }
    // The one under way may have passed what is asked for.
    this.next ??= this.looking.then(async () => {
      this.next = undefined;
      await this.look();
    });
    await this.next;
  }

  /**
   * The credentials of a connection belong to another account than before, although the settings are the same: a
   * credential process, for example, may answer as it likes. From now on they come to something else.
   */
  distrust({ id }: Connection): void {
    this.turns.set(id, (this.turns.get(id) ?? 0) + 1);
    this.changed.fire();
  }

  /** The same for who has not been asked to look: if the files were read at all, they are now once more. */
  async lookAgain(): Promise<void> {
    if (this.known !== undefined) await this.look();
  }

  dispose(): void {
    this.disposed = true;
    for (const watch of this.watches.splice(0)) watch.dispose();
    this.changed.dispose();
    this.signedIn.dispose();
  }

  private async lookNow(): Promise<void> {
    const profiles = await this.parts.read();
    if (this.disposed) return;
    const isFirst = this.known === undefined;
    this.known = profiles;
    this.logUnreadable(profiles);
    const now = JSON.stringify([
      profiles.usual,
      profiles.profiles.map(({ name, revision }) => [name, revision]),
    ]);
    if (now !== this.told) {
      this.told = now;
      this.changed.fire();
    }
    if (!isFirst) return;
    this.startWatching(profiles);
    // Something may have changed before the watch stood.
    await this.lookNow();
  }

  private startWatching({ files, tokenFolders }: AwsProfiles): void {
    const watch = this.parts.watch ?? watchPaths;
    const fail = (error: unknown) => this.parts.log('The shared AWS files cannot be watched.', error);
    this.watches.push(
      watch([files.config, files.credentials], () => void this.look(), fail),
      watch(tokenFolders, () => this.signedIn.fire(), fail),
    );
  }

  private logUnreadable({ unreadable }: AwsProfiles): void {
    const now = unreadable.map(({ file, code }) => `${file} (${code})`).join(', ');
    if (now === this.unreadable) return;
    this.unreadable = now;
    if (now !== '') this.parts.log(`Shared AWS files cannot be used: ${now}.`);
  }
}

/** Variables that lead the default chain to somebody's credentials. */
const chainVariables = [
  ...['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'],
  ...['AWS_ROLE_ARN', 'AWS_WEB_IDENTITY_TOKEN_FILE'],
  ...['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'],
];
