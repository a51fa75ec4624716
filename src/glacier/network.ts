/** What the host of this product knows of the network, and does about it. */
export interface NetworkSettings {
  /**
   * Who leads requests through proxies. `host`: the host does it itself, below Node's `http` and `https`, as VS Code does
   * with `http.proxySupport` "override" and "fallback"; `here`: we do; `nobody`: the person has switched it off.
   */
  readonly proxies: 'host' | 'here' | 'nobody';
  /** `http.proxy`; undefined or empty: HTTPS_PROXY and HTTP_PROXY. */
  readonly proxy?: string;
  /** `http.noProxy`; where it is empty: NO_PROXY. */
  readonly noProxy?: readonly string[];
  /** `http.proxyAuthorization`: the value of the Proxy-Authorization header. Else name and password of the proxy's address. */
  readonly proxyAuthorization?: string;
  /** `http.proxyStrictSSL`: whether the certificate of an https:// proxy itself must be trusted. Glacier's always must. */
  readonly strictProxy?: boolean;
}
