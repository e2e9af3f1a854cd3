import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'

/** PEM files for stand-ins. */
export interface Certificates {
  readonly authority: string
  readonly key: string
  readonly certificate: string
}

/** A certificate for all names, signed by an authority that is made for it. */
export async function certificatesFor(folder: string, names: readonly string[]): Promise<Certificates> {
  const path = (name: string): string => join(folder, name)
  const openssl = (...args: readonly string[]) => execa('openssl', args, { cwd: folder })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  await openssl('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=stand-in authority')
  await openssl('req', ...newKey, '-keyout', 'leaf.key', '-out', 'leaf.csr', '-subj', '/CN=stand-in')
  writeFileSync(path('leaf.ext'), `subjectAltName=${names.map(name => `DNS:${name}`).join(',')}\n`)
  const ca = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2']
  await openssl('x509', '-req', '-in', 'leaf.csr', ...ca, '-extfile', 'leaf.ext', '-out', 'leaf.pem')
  return { authority: path('ca.pem'), key: path('leaf.key'), certificate: path('leaf.pem') }
}
