import { isVaultName } from '../policy';
import { GlacierFault } from './glacierFault';
import { parseRequestTarget, type RequestTarget } from './http/requestTarget';
import { isSts } from './identity/answerSts';
import { findRoute } from './operations/routes';
import { practiceSegment } from './practice/practiceApi';

/**
 * What a log may say of a request: the operation and the vault, `CompleteVaultLock my-vault`. Never the request target
 * itself: its last segment may be a lock ID, which lets whoever reads it lock the vault.
 */
export function requestName(method: string, url: string): string {
  const target = readable(url);
  if (target?.segments[0] === practiceSegment) return `${method} ${practiceSegment}`;
  if (target && isSts(method, target)) return 'STS';
  const route = target && findRoute(method, target.segments, target.query);
  if (!route) return `${method} (no operation)`;
  const operation = route.operation ?? `${method} (no operation)`;
  if (route.vault === undefined) return operation;
  return `${operation} ${isVaultName(route.vault) ? route.vault : '(no vault name)'}`;
}

function readable(url: string): RequestTarget | undefined {
  try {
    return parseRequestTarget(url);
  } catch (error) {
    // Whoever answers the request tells its sender.
    if (error instanceof GlacierFault) return undefined;
    throw error;
  }
}
