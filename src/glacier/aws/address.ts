import type { GlacierClient } from '@aws-sdk/client-glacier';
import type { GatewayTarget } from '../gateway';
import { openClients } from './clients';
import { usableSwitches } from './endpointSwitches';
import { readSharedFiles, sectionFor } from './sharedFiles';

/** Glacier's address by the SDK's own tables, whatever endpoint the target has. */
export async function ownAddress({ config }: GlacierClient, region: string): Promise<URL> {
  const { url } = config.endpointProvider(
    {
      Region: region,
      UseFIPS: await config.useFipsEndpoint(),
      UseDualStack: await config.useDualstackEndpoint(),
    },
    {},
  );
  return url;
}

/**
 * Where requests for a target go: `https://glacier-fips.us-east-1.amazonaws.com/` where the profile or the environment
 * wants FIPS endpoints. Nothing is sent. Rejects where the settings make no sense, as a call would.
 */
export async function addressOf(target: GatewayTarget): Promise<URL> {
  if (target.endpoint !== undefined) return new URL(target.endpoint);
  const { profiles } = await readSharedFiles();
  const switches = usableSwitches(sectionFor(target.profile, profiles));
  const clients = openClients(target, { settings: { proxies: 'nobody' }, ca: undefined, switches });
  try {
    return await ownAddress(clients.repeatable, target.region);
  } finally {
    clients.close();
  }
}
