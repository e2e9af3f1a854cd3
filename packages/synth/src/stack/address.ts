import { lookup } from 'node:dns/promises'
import { isIPv4 } from 'node:net'
import { type DnsStackProps, lookup as find, type Resolved } from '@homelab/estate/model'
import { isTailnetAddress } from '@homelab/tailnet/render'
import { errorCode, Stopped } from '../disk/errors.ts'

/** Looks the IPv4 address of a name up: the system's own resolver, in use. */
type Names = (name: string, options: { readonly family: 4 }) => Promise<{ readonly address: string }>

/**
 * The address to which private names lead: that of the private proxy's host in the tailnet, as it is now, or what the
 * stack's variable says.
 *
 * @throws Stopped where there is none, or one outside of the tailnet
 */
export async function proxyAddress(
  resolved: Resolved,
  { addressVariable }: DnsStackProps,
  env: Readonly<Record<string, string | undefined>>,
  names: Names = lookup,
): Promise<string> {
  const given = env[addressVariable]
  if (given !== undefined && given !== '') {
    if (isIPv4(given)) return given
    throw new Stopped(`${addressVariable} is no IPv4 address: ${given}`, 'correct it, or unset it')
  }
  const name = proxyName(resolved)
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

function proxyName(resolved: Resolved): string {
  const proxy = resolved.services.find(({ serves }) => serves === 'ops')
  const at = proxy?.at
  const host = at?.kind === 'host' ? at.name : find(resolved).cluster(at?.name ?? '')?.on
  const suffix = resolved.domains.find(({ kind }) => kind === 'tailnet')?.suffix
  if (host === undefined || suffix === undefined)
    throw new Stopped('no service of the tailnet serves the private names', 'declare the proxy of the private names')
  return `${host}.${suffix}`
}
