/** How policy test files are called. */
export const testFileEnding = '.vault-lock.test.json';

/**
 * Where the policy of a test file may be, from the folder of the test file, the likeliest first: what the file says,
 * else beside it `NAME.vault-lock.json`, else `NAME.json`. Empty for a file of another name that does not say it.
 * @param fileName the last part of the test file's path
 */
export function policyPathsFor(
  fileName: string,
  { policy }: { readonly policy: { readonly path: string } | undefined },
): readonly string[] {
  if (policy) return [policy.path];
  if (!fileName.endsWith(testFileEnding)) return [];
  const name = fileName.slice(0, -testFileEnding.length);
  return name === '' ? [] : [`${name}.vault-lock.json`, `${name}.json`];
}

/** What the test file of a policy is called. */
export function testFileNameFor(policyFileName: string): string {
  return policyFileName.replace(/(?:\.vault-lock)?\.jsonc?$/, '') + testFileEnding;
}
