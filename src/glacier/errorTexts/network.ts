import { nextAfterSilence, type Say } from './facts';
import { t } from '../../words';

const checkNetwork = (): string =>
  t('Check the network connection, a VPN and the proxy settings, then try again.');

const trustAuthority = (): string =>
  t(
    'Have the certificate authority of your network trusted on this computer (NODE_EXTRA_CA_CERTS, AWS_CA_BUNDLE or the certificate store), then try again.',
  );

/** What keeps a request from Glacier, or its answer from us: names, connections, certificates, proxies. */
export const network = {
  addressUnknown: ({ place, hasEndpoint, region }) => ({
    title: hasEndpoint
      ? t('The address of the endpoint does not exist.')
      : t('The address of Glacier is not known here.'),
    cause: hasEndpoint
      ? t('No computer is known by the name of {0}. Nothing was sent.', place)
      : t(
          'This computer is offline, its name server does not know AWS, or {0} has no Glacier: regions opened since 2022 have no Glacier vaults. Nothing was sent.',
          region,
        ),
    next: hasEndpoint
      ? t('Check the endpoint of the connection.')
      : t('Check the network connection, a VPN and the region of the connection, then try again.'),
    helps: ['tryAgain', 'editConnection'],
  }),
  fipsUnknown: ({ region }) => ({
    title: t('The FIPS address of Glacier is not known here.'),
    cause: t(
      'AWS_USE_FIPS_ENDPOINT or use_fips_endpoint of the profile asks for FIPS, and Glacier has no FIPS endpoint in {0}; or this computer is offline. Nothing was sent.',
      region,
    ),
    next: t('Choose a region where Glacier has a FIPS endpoint, or switch FIPS off for this profile.'),
    helps: ['openConfig', 'editConnection'],
  }),
  nameServerSilent: ({ place }) => ({
    title: t('The name server does not answer.'),
    cause: t(
      'The address of {0} could not be looked up, as happens offline or while a VPN connects. Nothing was sent.',
      place,
    ),
    next: checkNetwork(),
    helps: ['tryAgain'],
  }),
  refused: ({ place, practice, origin }) => ({
    title: practice ? t('Nothing answers at {0}.', origin) : t('No connection was accepted by {0}.', place),
    cause: practice
      ? t('The local Glacier is not running there, so nothing was sent.')
      : t('No program listens there, or a firewall refuses in its place. Nothing was sent.'),
    next: practice
      ? t('Start the local Glacier, or check its port.')
      : t('Check the endpoint, a VPN and the proxy settings, then try again.'),
    helps: ['tryAgain'],
  }),
  unreachable: ({ place }) => ({
    title: t('The network is not reachable.'),
    cause: t('There is no way from this computer to {0}. Nothing was sent.', place),
    next: checkNetwork(),
    helps: ['tryAgain', 'proxySettings'],
  }),
  connectTimeout: ({ place }) => ({
    title: t('No connection came about in time.'),
    cause: t(
      'Nothing answered at {0}; often a firewall drops what a proxy should carry. Nothing was sent.',
      place,
    ),
    next: checkNetwork(),
    helps: ['tryAgain', 'proxySettings'],
  }),
  forbiddenHere: ({ place }) => ({
    title: t('This computer does not allow the connection.'),
    cause: t(
      'The connection to {0} is forbidden on this computer; a firewall is the usual cause. Nothing was sent.',
      place,
    ),
    next: t('Check the firewall, a VPN and the proxy settings, then try again.'),
    helps: ['tryAgain', 'proxySettings'],
  }),
  connectionLost: (facts) => ({
    title: t('The connection broke.'),
    cause: t('The connection to {0} ended before the answer was there.', facts.place),
    next: nextAfterSilence(facts),
    helps: ['tryAgain'],
  }),
  noAnswer: (facts) => ({
    title: t('No answer came in time.'),
    cause: t('The request went to {0}, and the answer did not come.', facts.place),
    next: nextAfterSilence(facts),
    helps: ['tryAgain'],
  }),
  otherProtocol: ({ place }) => ({
    title: t('Something else than Glacier answers there.'),
    cause: t('What listens at {0} does not speak HTTP, or not HTTPS. Nothing was sent.', place),
    next: t('Check whether the endpoint begins with http:// or https://, and its port.'),
    helps: ['addConnection'],
  }),
  certificateSelfSigned: ({ place }) => ({
    title: t('The certificate is self-signed.'),
    cause: t(
      'The certificate of {0} vouches only for itself, so nobody knows who answers there. Nothing was sent.',
      place,
    ),
    next: trustAuthority(),
    helps: ['proxySettings', 'tryAgain'],
  }),
  certificateAuthorityUnknown: ({ place }) => ({
    title: t('The certificate is from an unknown authority.'),
    cause: t(
      'The certificate of {0} was issued by an authority that this computer does not trust. A proxy that inspects traffic is the usual cause. Nothing was sent.',
      place,
    ),
    next: trustAuthority(),
    helps: ['proxySettings', 'tryAgain'],
  }),
  certificateExpired: ({ place }) => ({
    title: t('The certificate has expired.'),
    cause: t(
      'By the clock of this computer, the certificate of {0} is past its end. Nothing was sent.',
      place,
    ),
    next: t(
      'Check the date and time of this computer. If they are right, tell those who run the proxy or endpoint.',
    ),
    helps: ['tryAgain'],
  }),
  certificateNotYetValid: ({ place }) => ({
    title: t('The certificate is not valid yet.'),
    cause: t(
      'By the clock of this computer, the certificate of {0} begins in the future. Nothing was sent.',
      place,
    ),
    next: t('Check the date and time of this computer, then try again.'),
    helps: ['tryAgain'],
  }),
  certificateOfAnother: ({ place }) => ({
    title: t('The certificate is for another name.'),
    cause: t(
      'Who answers at {0} has a certificate for another host: a log-in page of the network, a proxy, or a wrong address. Nothing was sent.',
      place,
    ),
    next: t(
      'Open any page in a browser to see whether the network asks for a log-in, and check the endpoint.',
    ),
    helps: ['tryAgain', 'proxySettings'],
  }),
  certificateUnusable: ({ place }) => ({
    title: t('The certificate is not trusted.'),
    cause: t(
      'The certificate of {0} did not pass the checks. A proxy that inspects traffic is the usual cause. Nothing was sent.',
      place,
    ),
    next: trustAuthority(),
    helps: ['proxySettings', 'tryAgain'],
  }),
  proxyUnreachable: ({ place }) => ({
    title: t('The proxy cannot be reached.'),
    cause: t(
      'Requests to {0} go through a proxy, by the settings of VS Code or by HTTPS_PROXY and HTTP_PROXY, and there was no connection to it, or none that can be trusted. Nothing was sent.',
      place,
    ),
    next: t(
      'Check the address of the proxy and the network, or except the address in NO_PROXY or http.noProxy.',
    ),
    helps: ['proxySettings', 'tryAgain'],
  }),
  proxyUnusable: () => ({
    title: t('The address of the proxy is of no use.'),
    cause: t(
      'It begins with http:// or https://; other kinds of proxies are known to VS Code only, with http.proxySupport on "override".',
    ),
    next: t('Check the setting http.proxy, and HTTPS_PROXY and HTTP_PROXY.'),
    helps: ['proxySettings', 'tryAgain'],
  }),
  authoritiesUnusable: () => ({
    title: t('The file of trusted authorities is of no use.'),
    cause: t(
      'AWS_CA_BUNDLE, or ca_bundle of the profile, names a file that is missing or has no certificate in it. Nothing was sent.',
    ),
    next: t('Check the path and the file: certificates in PEM form, as the AWS CLI reads them.'),
    helps: ['openConfig', 'tryAgain'],
  }),
  proxyAuthentication: ({ place }) => ({
    title: t('The proxy asks for a sign-in.'),
    cause: t(
      'The proxy on the way to {0} answered 407: it wants a user name and password, or other ones.',
      place,
    ),
    next: t('Give the proxy your credentials in the settings of VS Code, then try again.'),
    helps: ['proxySettings', 'tryAgain'],
  }),
  proxyRefused: ({ place }) => ({
    title: t('The proxy does not let the request through.'),
    cause: t(
      'The answer came from a proxy or firewall on the way to {0}, not from Glacier: it forbids the address.',
      place,
    ),
    next: t(
      'Have the address allowed on the proxy, or add it to the exceptions in NO_PROXY or the setting http.noProxy.',
    ),
    helps: ['proxySettings', 'tryAgain'],
  }),
  proxyFailed: (facts) => ({
    title: t('A proxy on the way failed.'),
    cause: t(
      'A proxy or gateway on the way to {0} answered that it got no answer itself (502, 503 or 504).',
      facts.place,
    ),
    next: nextAfterSilence(facts),
    helps: ['tryAgain', 'proxySettings'],
  }),
  logInPage: (facts) => ({
    title: t('A web page came in place of an answer.'),
    cause: t('Not {0} answered but a web page: the log-in page of a network, or of a proxy.', facts.place),
    next: t('Open any page in a browser and log in to the network, then try again.'),
    helps: ['tryAgain', 'proxySettings'],
  }),
  malformedReply: (facts) => ({
    title: t('The answer makes no sense.'),
    cause: t(
      'The answer of {0} is not as Glacier documents it; something on the way may have changed it.',
      facts.place,
    ),
    next: t(
      'Check the endpoint of the connection and the proxy. Before a change is sent again, read the lock of the vault.',
    ),
    helps: ['tryAgain', 'proxySettings'],
  }),
} as const satisfies Readonly<Record<string, Say>>;
