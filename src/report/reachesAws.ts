import type { Connection } from '../locking/model';

/** What AWS calls its own, in all its partitions (AWS General Reference: "AWS service endpoints"). */
const domains = ['amazonaws.com', 'amazonaws.com.cn', 'api.aws', 'amazonwebservices.com.cn'];

/**
 * Whether what a connection leads to is AWS, as far as its address tells: neither a practice Glacier nor an endpoint of
 * somebody else, who keeps other vaults, and no CloudTrail.
 */
export function reachesAws({ practice, endpoint }: Pick<Connection, 'practice' | 'endpoint'>): boolean {
  if (practice) return false;
  if (endpoint === undefined) return true;
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname } = new URL(endpoint);
  return protocol === 'https:' && domains.some((domain) => hostname.endsWith(`.${domain}`));
}
