import { lookup } from 'node:dns/promises'
import { isIPv4 } from 'node:net'
import { lookup as find, type Resolved } from '@homelab/estate/model'
import type { PrivateNames } from '@homelab/pulumi'
import { isTailnetAddress } from '@homelab/tailnet/render'
import { errorCode, Stopped } from '../disk/errors.ts'

/** Looks the IPv4 address of a name up: the system's own resolver, in use. */
type Names = (name: string, options: { readonly family: 4 }) => Promise<{ readonly address: string }>

/**
 * The address to which the names of a private domain lead: that of its proxy's host in the tailnet, as it is now, or what the
 * stack's variable says.
 *
 * @throws Stopped where there is none, or one outside of the tailnet
 */
export async function proxyAddress(
  resolved: Resolved,
  { domain, addressVariable }: Pick<PrivateNames, 'domain' | 'addressVariable'>,
  env: Readonly<Record<string, string | undefined>>,
  names: Names = lookup,
): Promise<string> {
  const given = env[addressVariable]
  if (given !== undefined && given !== '') {
    if (isIPv4(given)) return given
    throw new Stopped(`${addressVariable} is no IPv4 address: ${given}`, 'correct it, or unset it')
  }
  const name = proxyName(resolved, domain)
  const address = await addressOf(name, addressVariable, names)
  if (isTailnetAddress(address)) return address
  throw new Stopped(
    `${name} is ${address}, which is no address of a tailnet`,
    `join the tailnet, or set ${addressVariable}`,
  )
}

async function addressOf(name: string, variable: string, names: Names): Promise<string> {
  try {
    return (await names(name, { family: 4 })).address
  } catch (error) {
    const fix = `join the tailnet, or set ${variable}`
    throw new Stopped(`the address of ${name} is not known (${errorCode(error) ?? String(error)})`, fix)
  }
}

function proxyName(resolved: Resolved, domain: string): string {
  const at = find(resolved).serving(domain)[0]?.at
  const host = at?.kind === 'host' ? at.name : find(resolved).cluster(at?.name ?? '')?.on
  const suffix = resolved.domains.find(({ kind }) => kind === 'tailnet')?.suffix
  if (host === undefined || suffix === undefined)
    throw new Stopped(
      `no service of the tailnet serves the private names of ${domain}`,
      'declare the proxy of these names',
    )
  return `${host}.${suffix}`
}
