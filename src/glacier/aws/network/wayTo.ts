import type { GatewayTarget } from '../../gateway';
import type { NetworkSettings } from '../../network';
import { given, readSharedFiles } from '../sharedFiles';
import type { NetworkWay } from './requestHandlers';
import { trustedAuthorities } from './trustedAuthorities';

/**
 * How a target is reached from here. Reads the shared files, so that a client that is opened next goes by what they say
 * now, also where the SDK would remember (`use_fips_endpoint`). Practice needs nothing of them; a broken one must not
 * stop it.
 */
export async function wayTo(
  { practice, profile }: GatewayTarget,
  settings: NetworkSettings = { proxies: 'here' },
): Promise<NetworkWay> {
  if (practice) return { settings: { proxies: 'nobody' }, ca: undefined };
  const { profiles } = await readSharedFiles();
  const section = profiles.get(profile ?? given(process.env['AWS_PROFILE']) ?? 'default');
  return { settings, ca: await trustedAuthorities(section) };
}
