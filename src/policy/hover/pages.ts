/** Pages of AWS that hovers link to. */
const guide = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const glacier = 'https://docs.aws.amazon.com/amazonglacier/latest/dev';

export const pages = {
  vaultLock: { title: 'Glacier: vault lock', url: `${glacier}/vault-lock.html` },
  vaultLockPolicy: { title: 'Glacier: vault lock policies', url: `${glacier}/vault-lock-policy.html` },
  effect: { title: 'IAM: Effect', url: `${guide}/reference_policies_elements_effect.html` },
  principal: { title: 'IAM: Principal', url: `${guide}/reference_policies_elements_principal.html` },
  notPrincipal: { title: 'IAM: NotPrincipal', url: `${guide}/reference_policies_elements_notprincipal.html` },
  action: { title: 'IAM: Action', url: `${guide}/reference_policies_elements_action.html` },
  notAction: { title: 'IAM: NotAction', url: `${guide}/reference_policies_elements_notaction.html` },
  resource: { title: 'IAM: Resource', url: `${guide}/reference_policies_elements_resource.html` },
  notResource: { title: 'IAM: NotResource', url: `${guide}/reference_policies_elements_notresource.html` },
  condition: { title: 'IAM: Condition', url: `${guide}/reference_policies_elements_condition.html` },
  operators: {
    title: 'IAM: condition operators',
    url: `${guide}/reference_policies_elements_condition_operators.html`,
  },
  globalKeys: { title: 'IAM: global condition keys', url: `${guide}/reference_policies_condition-keys.html` },
  variables: { title: 'IAM: policy variables', url: `${guide}/reference_policies_variables.html` },
  version: { title: 'IAM: Version', url: `${guide}/reference_policies_elements_version.html` },
  sid: { title: 'IAM: Sid', url: `${guide}/reference_policies_elements_sid.html` },
  id: { title: 'IAM: Id', url: `${guide}/reference_policies_elements_id.html` },
  statement: { title: 'IAM: Statement', url: `${guide}/reference_policies_elements_statement.html` },
} as const satisfies Readonly<Record<string, Page>>;

export interface Page {
  readonly title: string;
  readonly url: string;
}

/** The page of the API reference about an operation of Glacier, which has the name of its action. */
export function operationPage(action: string): Page {
  return {
    title: `Glacier API: ${action}`,
    url: `https://docs.aws.amazon.com/goto/WebAPI/glacier-2012-06-01/${action}`,
  };
}
