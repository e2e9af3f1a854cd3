/** Certificates, keys and tokens of a control plane. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'

export interface Keys {
  /** PEM: the only authority that anybody in the sandbox trusts. */
  readonly authority: string
  /** PEM, for every name in the sandbox. */
  readonly certificate: string
  readonly key: string
  /** PEM, for the tokens of ServiceAccounts. */
  readonly accounts: string
  /** OpenSSH: the Git server's, and who may log in there. */
  readonly host: string
  /** OpenSSH: a server's that has taken the Git server's name. */
  readonly stranger: string
  readonly client: string
  /** Bearer tokens of users who are no ServiceAccounts. */
  readonly tokens: Readonly<Record<User, string>>
  /** CSV for the API server. */
  readonly tokenFile: string
}

const groups = {
  admin: 'system:masters',
  'system:kube-controller-manager': '',
  'system:kube-scheduler': '',
} as const
type User = keyof typeof groups

export async function makeKeys(folder: string, names: readonly string[], addresses: readonly string[]): Promise<Keys> {
  const path = (name: string): string => join(folder, name)
  const pair = (name: string, kind: 'rsa' | 'ed25519') =>
    execa('ssh-keygen', ['-q', '-t', kind, '-N', '', '-C', name, '-f', path(name)])
  const rsa = ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048']
  await Promise.all([
    makeCertificates(folder, [...names.map(name => `DNS:${name}`), ...addresses.map(address => `IP:${address}`)]),
    execa('openssl', ['genpkey', ...rsa, '-out', path('accounts.key')]),
    // As Forgejo makes them: its host key is an RSA one.
    pair('host', 'rsa'),
    pair('stranger', 'rsa'),
    pair('client', 'ed25519'),
  ])
  const users = Object.keys(groups) as User[]
  const tokens = Object.fromEntries(users.map(user => [user, crypto.randomUUID()])) as Record<User, string>
  writeFileSync(path('tokens.csv'), users.map(user => `${tokens[user]},${user},${user},"${groups[user]}"\n`).join(''))
  return {
    authority: path('ca.pem'),
    certificate: path('tls.pem'),
    key: path('tls.key'),
    accounts: path('accounts.key'),
    host: path('host'),
    stranger: path('stranger'),
    client: path('client'),
    tokens,
    tokenFile: path('tokens.csv'),
  }
}

/** An authority, and a certificate of it. */
async function makeCertificates(folder: string, alternatives: readonly string[]): Promise<void> {
  const openssl = (...args: readonly string[]) => execa('openssl', args, { cwd: folder })
  const elliptic = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  await openssl('req', '-x509', ...elliptic, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=rehearsal')
  await openssl('req', ...elliptic, '-keyout', 'tls.key', '-out', 'tls.csr', '-subj', '/CN=kube-apiserver')
  writeFileSync(join(folder, 'tls.ext'), `subjectAltName=${alternatives.join(',')}\n`)
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'tls.ext']
  await openssl('x509', '-req', '-in', 'tls.csr', ...signed, '-out', 'tls.pem')
}
