/**
 * Whether a thrown error says that VS Code could not reach a proxy. With `http.proxySupport` "override" VS Code goes to the
 * proxy itself, below Node's `https`, and fails with an error of this text and no code. Nothing was sent.
 */
export function isUnreachableProxyOfHost(message: string): boolean {
  return /^Failed to establish a socket connection to proxies\b/.test(message);
}
