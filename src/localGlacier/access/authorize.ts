import type { PolicyDocument } from '../../policy';
import type { RequestContext } from './requestContext';

/** One request, as a policy sees it. */
export interface PolicyQuestion {
  /** The caller's ARN. */
  readonly principal: string;
  /** `glacier:DeleteArchive` */
  readonly action: string;
  /** The vault's ARN; there is no ARN of an archive. */
  readonly resource: string;
  readonly context: RequestContext;
}

/** Judges a request by one policy document. */
export type Authorize = (
  document: PolicyDocument,
  question: PolicyQuestion,
) => { readonly decision: 'explicitDeny' | 'allow' | 'implicitDeny' };
