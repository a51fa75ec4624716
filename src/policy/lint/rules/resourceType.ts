import { finishedResources } from './placeholders';

import { overStatements } from '../rule';
import { arnOf } from './resourceArn';
import { canNameVault } from './vaultPattern';
import { consequenceOf, useThisVault } from './resourceFixes';

/** The ARN of something else than a vault: of another service, or of an archive. */
export const resourceType = overStatements(function* (statement, context) {
  for (const entry of finishedResources(statement)) {
    const { node } = entry;
    const arn = arnOf(node);
    if (!arn) continue;
    const service = arn.service.text;
    const kind = arn.resource.text;
    const foreign = service.toLowerCase() !== 'glacier';
    // What begins like a vault is arn-format's.
    if (!foreign && (/^vaults?(?:\/|$)/i.test(kind) || canNameVault(kind))) continue;
    yield {
      at: node.span,
      message: `${
        foreign
          ? `This is an ARN of ${service === '' || service.includes('*') ? 'no service that can be named' : `another service (${service})`}.`
          : 'Only vaults have an ARN in Glacier: archives and jobs are governed through the ARN of their vault.'
      } ${consequenceOf(entry)}`,
      fixes: [useThisVault(entry, context)],
    };
  }
});
