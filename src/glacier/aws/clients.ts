import { GlacierClient, type GlacierClientConfig } from '@aws-sdk/client-glacier';
import type { GatewayTarget } from '../gateway';
import type { Identity } from './credentials';
import { identityOf, practiceIdentity, type How } from './identities';
import { readTimeout, requestHandler, type NetworkWay } from './network/requestHandlers';

/** Appended to the user agent of every request; CloudTrail shows it. */
const appId = 'glacier-vault-lock';

/** Initiate waits longer: giving up on its answer gives up its lock ID. */
const initiateTimeout = 120_000;

/** Two clients of one target: attempts are counted per client, and Initiate has only one. */
export interface Clients {
  /** Reads, Create, Complete and Abort: all may be repeated without harm, so lost replies are asked for again. */
  readonly repeatable: GlacierClient;
  /** Initiate: one attempt, on a connection of its own, because a kept one may be dead without anybody knowing. */
  readonly once: GlacierClient;
  /** Has the credentials looked up anew that these clients were given last: Glacier does not take them. */
  forgetCredentials(): void;
  /** Has the next client look them up anew, too, unless somebody was asked for them. */
  releaseCredentials(): void;
  /** Closes the sockets. */
  close(): void;
}

export function openClients(target: GatewayTarget, way: NetworkWay): Clients {
  const shared: GlacierClientConfig = {
    region: target.region,
    userAgentAppId: appId,
    // Fixed, so that nobody's retry mode or mode of defaults changes what is promised here.
    retryMode: 'standard',
    defaultsMode: 'standard',
    // A connection goes where it says. Otherwise AWS_ENDPOINT_URL_GLACIER, or the default profile's endpoint_url, would
    // redirect a connection that is shown as an AWS account. (A connection for that variable exists: it has an endpoint.)
    ignoreConfiguredEndpointUrls: true,
    ...way.switches,
    ...(target.endpoint === undefined ? {} : { endpoint: withoutTrailingSlash(target.endpoint) }),
    // Nothing of the shared files is needed for practice; a broken one must not stop it.
    ...(target.practice ? { authSchemePreference: ['aws.auth#sigv4'] } : {}),
    ...(target.profile === undefined ? {} : { profile: target.profile }),
  };
  const identity = identityFor(target, way);
  return quietly(() => {
    const repeatable = new GlacierClient({
      ...shared,
      credentials: identity.get,
      maxAttempts: 3,
      requestHandler: requestHandler(way),
    });
    const once = new GlacierClient({
      ...shared,
      // The same memory of credentials: a credential process or a one-time code is asked for once.
      credentials: repeatable.config.credentials,
      maxAttempts: 1,
      requestHandler: requestHandler(way, initiateTimeout, false),
    });
    return {
      repeatable,
      once,
      forgetCredentials: identity.forget,
      releaseCredentials: identity.release,
      close: () => {
        repeatable.destroy();
        once.destroy();
      },
    };
  });
}

/**
 * How credentials are looked up for a target. STS and IAM Identity Center are asked once an hour, so no connection is
 * kept open for them.
 */
export function howFor({ region }: GatewayTarget, way: NetworkWay): How {
  return { region, requestHandler: requestHandler(way, readTimeout, false) };
}

/** The credentials of a target, and the way to say that the last ones are of no use. */
function identityFor(target: GatewayTarget, way: NetworkWay) {
  if (target.practice) {
    const nothing = (): void => undefined;
    return { get: () => Promise.resolve(practiceIdentity), forget: nothing, release: nothing };
  }
  const shared = identityOf(target.profile);
  let last: Identity | undefined;
  return {
    get: async (): Promise<Identity> => (last = await shared.get(howFor(target, way))),
    forget: (): void => {
      if (last !== undefined) shared.forget(last);
    },
    release: (): void => shared.release(),
  };
}

/**
 * Lets Initiate sign with the correction of this computer's clock that the other client has learnt. By itself it
 * learns from a refusal and repeats, which it may not.
 */
export function shareClock({ repeatable, once }: Clients): void {
  once.config.systemClockOffset = repeatable.config.systemClockOffset;
}

/** The SDK would otherwise ask for `//-/vaults`. */
function withoutTrailingSlash(endpoint: string): string {
  return endpoint.replace(/\/+$/, '');
}

/**
 * Makes clients without the SDK's note that it will leave Node 20 behind, which no user of the editor can act on. The
 * variable is the SDK's documented way (aws/aws-sdk-js-v3, issue 7983), and is unset again for other extensions.
 */
function quietly<T>(make: () => T): T {
  if (process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] !== undefined) return make();
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  try {
    return make();
  } finally {
    delete process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'];
  }
}
