import * as vscode from 'vscode';

/**
 * VS Code's network settings as they are now. With `http.proxySupport` "override" and "fallback" VS Code leads the requests
 * of extensions through proxies itself, below Node's modules. With "on" it does so only for requests without an agent of
 * their own, and the AWS SDK's always have one: then it is done here.
 */
export function networkSettings() {
  const http = vscode.workspace.getConfiguration('http');
  const support = http.get<string>('proxySupport');
  const proxyAuthorization = http.get<string | null>('proxyAuthorization');
  return {
    proxies: proxiesBy(support),
    proxy: http.get<string>('proxy', ''),
    noProxy: http.get<readonly string[]>('noProxy', []),
    strictProxy: http.get<boolean>('proxyStrictSSL', true),
    ...(typeof proxyAuthorization === 'string' && proxyAuthorization !== '' ? { proxyAuthorization } : {}),
  };
}

function proxiesBy(support: string | undefined): 'nobody' | 'here' | 'host' {
  if (support === 'off') return 'nobody';
  return support === 'on' ? 'here' : 'host';
}
