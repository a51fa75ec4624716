import type { AuthorizationRequest } from './authorizationRequest';
import { parseArn, type Arn, type AskedResource } from './arn';
import { readCaller, type Caller } from './principal';
import { readContext, type RequestContext } from './requestContext';
import { expandVariables, type VariableLookup } from './variables';
import type { Pattern } from '../wildcard';

/** A request as the statements of a policy see it. Each part is read when a statement first asks for it. */
export class Inquiry {
  readonly context: RequestContext;
  /** Undefined where the policy's version has no variables. */
  readonly lookup: VariableLookup | undefined;
  private readCaller: Caller | undefined;
  private readResource: AskedResource | undefined;

  constructor(
    private readonly request: AuthorizationRequest,
    hasVariables: boolean,
  ) {
    this.context = readContext(request.context);
    this.lookup = hasVariables ? this.context.singleValueOf : undefined;
  }

  get caller(): Caller {
    this.readCaller ??= readCaller(this.request.principal);
    return this.readCaller;
  }

  get resource(): AskedResource {
    this.readResource ??= new InquiredResource(this.request.resource, this.lookup);
    return this.readResource;
  }
}

class InquiredResource implements AskedResource {
  private read: { readonly arn: Arn | undefined } | undefined;

  constructor(
    readonly text: string,
    private readonly lookup: VariableLookup | undefined,
  ) {}

  get arn(): Arn | undefined {
    this.read ??= { arn: parseArn(this.text) };
    return this.read.arn;
  }

  readonly expand = (text: string): Pattern | undefined => expandVariables(text, this.lookup);
}
