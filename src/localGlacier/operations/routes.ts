/**
 * The paths of Glacier's API (developer guide: API Reference). A part in braces stands for one segment; the account
 * comes first in all of them.
 */
const routes = [
  ['ListVaults', 'GET', '{account}/vaults'],
  ['CreateVault', 'PUT', '{account}/vaults/{vault}'],
  ['DescribeVault', 'GET', '{account}/vaults/{vault}'],
  ['DeleteVault', 'DELETE', '{account}/vaults/{vault}'],
  ['InitiateVaultLock', 'POST', '{account}/vaults/{vault}/lock-policy'],
  ['GetVaultLock', 'GET', '{account}/vaults/{vault}/lock-policy'],
  ['AbortVaultLock', 'DELETE', '{account}/vaults/{vault}/lock-policy'],
  ['CompleteVaultLock', 'POST', '{account}/vaults/{vault}/lock-policy/{id}'],
  ['SetVaultAccessPolicy', 'PUT', '{account}/vaults/{vault}/access-policy'],
  ['GetVaultAccessPolicy', 'GET', '{account}/vaults/{vault}/access-policy'],
  ['DeleteVaultAccessPolicy', 'DELETE', '{account}/vaults/{vault}/access-policy'],
  ['AddTagsToVault', 'POST', '{account}/vaults/{vault}/tags', 'add'],
  ['RemoveTagsFromVault', 'POST', '{account}/vaults/{vault}/tags', 'remove'],
  ['ListTagsForVault', 'GET', '{account}/vaults/{vault}/tags'],
  ['UploadArchive', 'POST', '{account}/vaults/{vault}/archives'],
  ['DeleteArchive', 'DELETE', '{account}/vaults/{vault}/archives/{id}'],
  ['SetVaultNotifications', 'PUT', '{account}/vaults/{vault}/notification-configuration'],
  ['GetVaultNotifications', 'GET', '{account}/vaults/{vault}/notification-configuration'],
  ['DeleteVaultNotifications', 'DELETE', '{account}/vaults/{vault}/notification-configuration'],
  ['InitiateMultipartUpload', 'POST', '{account}/vaults/{vault}/multipart-uploads'],
  ['ListMultipartUploads', 'GET', '{account}/vaults/{vault}/multipart-uploads'],
  ['UploadMultipartPart', 'PUT', '{account}/vaults/{vault}/multipart-uploads/{id}'],
  ['ListParts', 'GET', '{account}/vaults/{vault}/multipart-uploads/{id}'],
  ['CompleteMultipartUpload', 'POST', '{account}/vaults/{vault}/multipart-uploads/{id}'],
  ['AbortMultipartUpload', 'DELETE', '{account}/vaults/{vault}/multipart-uploads/{id}'],
  ['InitiateJob', 'POST', '{account}/vaults/{vault}/jobs'],
  ['ListJobs', 'GET', '{account}/vaults/{vault}/jobs'],
  ['DescribeJob', 'GET', '{account}/vaults/{vault}/jobs/{id}'],
  ['GetJobOutput', 'GET', '{account}/vaults/{vault}/jobs/{id}/output'],
  ['SetDataRetrievalPolicy', 'PUT', '{account}/policies/data-retrieval'],
  ['GetDataRetrievalPolicy', 'GET', '{account}/policies/data-retrieval'],
  ['PurchaseProvisionedCapacity', 'POST', '{account}/provisioned-capacity'],
  ['ListProvisionedCapacity', 'GET', '{account}/provisioned-capacity'],
] as const satisfies readonly (readonly [string, string, string, string?])[];

export type OperationName = (typeof routes)[number][0];

export const operationNames: readonly OperationName[] = routes.map(([name]) => name);

/** An operation with the parts of the path that name something. */
export interface RoutedOperation {
  /** Undefined where the path leaves it to the parameter `operation`, and that names none. */
  readonly operation: OperationName | undefined;
  readonly account: string;
  /** As sent, legal or not; undefined where the operation is about no vault. */
  readonly vault: string | undefined;
  /** A lock ID, archive ID, job ID or upload ID. */
  readonly id: string | undefined;
}

/**
 * Finds the operation a method and path stand for; undefined where there is none. The path alone decides that: a wrong
 * parameter is told of when account and vault have been looked at.
 */
export function findRoute(
  method: string,
  segments: readonly string[],
  query: ReadonlyMap<string, string>,
): RoutedOperation | undefined {
  let unnamed: RoutedOperation | undefined;
  for (const [operation, routeMethod, template, operationParameter] of routes) {
    if (routeMethod !== method) continue;
    const named = matchTemplate(template.split('/'), segments);
    if (!named) continue;
    const place = {
      account: named.get('{account}') ?? '',
      vault: named.get('{vault}'),
      id: named.get('{id}'),
    };
    if (operationParameter === undefined || query.get('operation') === operationParameter) {
      return { operation, ...place };
    }
    unnamed = { operation: undefined, ...place };
  }
  return unnamed;
}

function matchTemplate(
  template: readonly string[],
  segments: readonly string[],
): ReadonlyMap<string, string> | undefined {
  if (template.length !== segments.length) return undefined;
  const named = new Map<string, string>();
  for (const [index, part] of template.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith('{')) named.set(part, segment);
    else if (part !== segment) return undefined;
  }
  return named;
}
