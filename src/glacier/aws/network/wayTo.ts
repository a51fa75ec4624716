import type { GatewayTarget } from '../../gateway';
import type { NetworkSettings } from '../../network';
import { usableSwitches } from '../endpointSwitches';
import { readSharedFiles, sectionFor } from '../sharedFiles';
import type { NetworkWay } from './requestHandlers';
import { trustedAuthorities } from './trustedAuthorities';

/**
 * How a target is reached from here. Reads the shared files, so that a client that is opened next goes by what they say
 * now, also where the SDK would remember (`use_fips_endpoint`). Practice needs nothing of them; a broken one must not
 * stop it.
 */
export async function wayTo(
  { practice, profile, endpoint }: GatewayTarget,
  settings: NetworkSettings = { proxies: 'here' },
): Promise<NetworkWay> {
  if (practice)
    return {
      settings: { proxies: 'nobody' },
      ca: undefined,
      switches: { useFipsEndpoint: false, useDualstackEndpoint: false },
    };
  const { profiles } = await readSharedFiles();
  const section = sectionFor(profile, profiles);
  // An endpoint of its own has no variants.
  const switches =
    endpoint === undefined
      ? usableSwitches(section)
      : { useFipsEndpoint: false, useDualstackEndpoint: false };
  return { settings, ca: await trustedAuthorities(section), switches };
}
