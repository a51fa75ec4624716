import { readFile } from 'node:fs/promises';
import { X509Certificate } from 'node:crypto';
import path from 'node:path';
import { getHomeDir } from '@smithy/core/config';
import { given, type Section } from '../sharedFiles';

/** The file with the trusted authorities cannot be used. It is named, because a person has to put it right. */
export class UnusableBundle extends Error {
  override readonly name = 'UnusableBundle';
  readonly code = 'CaBundleUnusable';
}

/**
 * The authorities that a person trusts for AWS, instead of the usual ones: AWS_CA_BUNDLE, or `ca_bundle` of the profile,
 * as for the AWS CLI; the SDK for JavaScript knows neither. Undefined where there is none: then Node's count, with
 * NODE_EXTRA_CA_CERTS, and in VS Code those of the system. Rejects with UnusableBundle.
 */
export async function trustedAuthorities(section: Section | undefined): Promise<string | undefined> {
  const file = given(process.env['AWS_CA_BUNDLE']) ?? given(section?.['ca_bundle']);
  if (file === undefined) return undefined;
  try {
    const text = await readFile(
      file.startsWith('~/') ? path.join(getHomeDir(), file.slice(2)) : file,
      'utf8',
    );
    // Node takes a file without a certificate in silence, and then trusts nobody.
    new X509Certificate(text);
    return text;
  } catch (cause) {
    throw new UnusableBundle('The bundle of certificate authorities cannot be used.', { cause });
  }
}
