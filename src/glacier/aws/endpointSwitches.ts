import { given, type Section } from './sharedFiles';

/** Which variants of AWS's endpoints are meant. */
export interface EndpointSwitches {
  readonly useFipsEndpoint: boolean;
  readonly useDualstackEndpoint: boolean;
}

/**
 * `use_fips_endpoint` and `use_dualstack_endpoint` of a profile, or AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT,
 * which go before it. Written in any case, as for the AWS CLI. The SDK for JavaScript takes everything but `true` for
 * `false`, in silence: who wrote `True` would be sent to the ordinary endpoint.
 *
 * @returns The name of the setting where the word is neither `true` nor `false`.
 */
export function endpointSwitches(section: Section | undefined): EndpointSwitches | { readonly odd: string } {
  const fips = switchOf(process.env['AWS_USE_FIPS_ENDPOINT'] ?? section?.['use_fips_endpoint']);
  if (fips === undefined) return { odd: 'use_fips_endpoint' };
  const dualstack = switchOf(
    process.env['AWS_USE_DUALSTACK_ENDPOINT'] ?? section?.['use_dualstack_endpoint'],
  );
  if (dualstack === undefined) return { odd: 'use_dualstack_endpoint' };
  return { useFipsEndpoint: fips, useDualstackEndpoint: dualstack };
}

/** The same, for who is about to send something. Throws where it is not known where to. */
export function usableSwitches(section: Section | undefined): EndpointSwitches {
  const switches = endpointSwitches(section);
  if ('odd' in switches) throw new Error(`${switches.odd} must be true or false.`);
  return switches;
}

function switchOf(word: string | undefined): boolean | undefined {
  const known: Readonly<Record<string, boolean>> = { true: true, false: false };
  return given(word) === undefined ? false : known[word?.trim().toLowerCase() ?? ''];
}
