import { createHash, createHmac } from 'node:crypto';
import type { Seen } from './disturbedGlacier';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** What an Authorization header of Signature Version 4 says. */
export interface Signature {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  /** Whether the secret key gives the same signature for the request as it arrived. */
  readonly fits: boolean;
}

/**
 * Checks a signature the way AWS does (IAM user guide: "Create a signed AWS API request"), from nothing but the request
 * and the secret key. Of requests without a query.
 */
export function checkSignature({ method, path, headers, body }: Seen, secretAccessKey: string): Signature {
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  const [, accessKeyId = '', date = '', region = '', service = '', signed = '', signature = ''] = parts ?? [];
  const signedHeaders = signed.split(';');
  const canonical = [
    method,
    path,
    '',
    ...signedHeaders.map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    signed,
    sha256(body),
  ].join('\n');
  const scope = `${date}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', String(headers['x-amz-date']), scope, sha256(canonical)].join('\n');
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const fits = hmac(key, toSign).toString('hex') === signature;
  return { accessKeyId, region, service, signedHeaders, fits };
}
