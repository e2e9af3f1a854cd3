/**
 * Headers by which a proxy tells an application who asks, or what was asked for: from a visitor they are a claim, and
 * an application that trusts its proxy would believe it. No name here has
 * `_` or `.`.
 */
export const believedHeaders: readonly string[] = [
  // Who asks: Grafana, Gitea and Forgejo (X-WEBAUTH), Authelia (Remote), oauth2-proxy, authentik, Tailscale, Cloudflare.
  ...[
    'X-WEBAUTH-USER',
    'X-WEBAUTH-EMAIL',
    'X-WEBAUTH-FULLNAME',
    'X-WEBAUTH-NAME',
    'X-WEBAUTH-GROUPS',
    'X-WEBAUTH-ROLE',
  ],
  ...[
    'Remote-User',
    'Remote-Name',
    'Remote-Email',
    'Remote-Groups',
    'X-Remote-User',
    'X-Remote-Email',
    'X-Remote-Group',
  ],
  ...['X-Remote-Groups', 'X-Authenticated-User', 'X-Token-User-Name', 'X-User', 'Auth-User', 'X-Auth-User'],
  ...['X-Forwarded-User', 'X-Forwarded-Email', 'X-Forwarded-Groups', 'X-Forwarded-Preferred-Username'],
  ...['X-Forwarded-Access-Token', 'X-Auth-Request-User', 'X-Auth-Request-Email', 'X-Auth-Request-Groups'],
  ...['X-Auth-Request-Preferred-Username', 'X-Auth-Request-Access-Token'],
  ...['X-authentik-username', 'X-authentik-groups', 'X-authentik-email', 'X-authentik-name', 'X-authentik-uid'],
  ...['Tailscale-User-Login', 'Tailscale-User-Name', 'Tailscale-User-Profile-Pic', 'Tailscale-App-Capabilities'],
  ...['Tailscale-Headers-Info', 'Cf-Access-Authenticated-User-Email', 'Cf-Access-Jwt-Assertion'],
  ...['X-Client-Cert', 'X-SSL-Client-Cert', 'X-SSL-Client-Verify', 'X-SSL-Client-DN', 'X-Forwarded-Client-Cert'],
  // What was asked for, and how.
  ...['X-Original-URL', 'X-Original-URI', 'X-Original-Host', 'X-Original-Method', 'X-Rewrite-URL', 'X-Forwarded-Uri'],
  ...['X-Forwarded-Method', 'X-Forwarded-Path', 'X-Forwarded-Prefix', 'X-Forwarded-Port', 'X-Forwarded-Scheme'],
  ...['X-Forwarded-Protocol', 'X-Forwarded-Ssl', 'X-Forwarded-Server', 'X-Scheme', 'X-Url-Scheme', 'X-Script-Name'],
  ...['X-Host', 'X-HTTP-Host-Override', 'Front-End-Https'],
  // From where.
  ...['X-Client-IP', 'X-Cluster-Client-IP', 'X-Original-Forwarded-For', 'X-Forwarded', 'Forwarded-For', 'Client-IP'],
  ...[
    'True-Client-IP',
    'CF-Connecting-IP',
    'CF-Connecting-IPv6',
    'Fly-Client-IP',
    'Fastly-Client-IP',
    'X-ProxyUser-Ip',
  ],
]
