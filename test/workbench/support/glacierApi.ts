import assert from 'node:assert/strict';

/** Speaks to the local Glacier as another client would, beside the window. */
export async function callGlacier(
  url: string,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: string,
): Promise<Response> {
  return await fetch(`${url}/-/vaults/${path}`, {
    method,
    headers: {
      'x-amz-glacier-version': '2012-06-01',
      Authorization:
        'AWS4-HMAC-SHA256 Credential=other/20260101/us-west-2/glacier/aws4_request, SignedHeaders=host, Signature=0',
    },
    ...(body === undefined ? {} : { body }),
  });
}

/** State, policy and creation date of a vault's lock as Glacier itself has them; without a lock the state is `none`. */
export async function lockOf(
  url: string,
  vault: string,
): Promise<{ readonly state: string; readonly policy: string; readonly created: string }> {
  const answer = await callGlacier(url, 'GET', `${vault}/lock-policy`);
  if (answer.status === 404) return { state: 'none', policy: '', created: '' };
  assert.equal(answer.status, 200);
  const { State, Policy, CreationDate } = (await answer.json()) as Record<
    'State' | 'Policy' | 'CreationDate',
    string
  >;
  return { state: State, policy: Policy, created: CreationDate };
}
