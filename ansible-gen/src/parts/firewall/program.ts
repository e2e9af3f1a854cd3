import { type Host, made } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Program } from '../../host/program.ts'

/** Who may ask for a login by SSH. */
export type LoginsFrom = 'lan' | 'tailnet' | 'anybody'

/** The firewall of a host: https://wiki.nftables.org/wiki-nftables/index.php/Main_Page */
export interface Firewall extends Program {
  readonly kind: 'firewall'
  /** Ranges of addresses of the local network. */
  readonly lan: readonly [string, ...string[]]
  /** The local network and the tailnet by default. */
  readonly ssh?: readonly LoginsFrom[]
  /** Interfaces by which everything comes in. */
  readonly inside?: readonly string[]
  /** How long new rules are tried, in seconds. */
  readonly trySeconds: number
}

export interface FirewallProps extends Pick<Firewall, 'lan' | 'inside'> {
  /** From where one logs in by SSH: the local network and the tailnet by default. */
  readonly ssh?: readonly [LoginsFrom, ...LoginsFrom[]]
  /** How long new rules are tried before the old ones come back, where nobody gets in by them; 60 by default. */
  readonly trySeconds?: number
}

/**
 * The firewall of a Linux host, which lets nobody in but those who are said to reach something there: services that ask for a port,
 * proxies that lead to it, and whoever its service's `reachedFrom` names; logins by SSH; what the host itself needs. Ports that containers
 * publish are closed and opened with all others. It takes the package `nftables`, with `nft`.
 *
 * @example firewall({ lan: ['192.0.2.0/24', 'fd12:3456:789a::/48'] })
 */
export function firewall({ ssh, trySeconds = 60, lan, inside }: FirewallProps): Firewall {
  return made({ kind: 'firewall', lan, ...present({ ssh, inside }), trySeconds })
}

/** From where one logs in to a host. */
export function loginsTo(
  { ssh = ['lan', 'tailnet'] }: Pick<Firewall, 'ssh'>,
  { tailnet }: Host,
): readonly LoginsFrom[] {
  return ssh.filter(from => from !== 'tailnet' || tailnet !== undefined)
}

export const nft = '/usr/sbin/nft'
export const unitName = 'firewall'
export const unitPath = `/etc/systemd/system/${unitName}.service`
export const folder = '/etc/firewall'
/** Those that a new start of the host loads: they have been tried. */
export const keptPath = `${folder}/rules.nft`
export const nextPath = `${folder}/next.nft`
export const scriptPath = `${folder}/rules`
/** Of a name that no other program has: Docker, K3s and Tailscale keep rules of their own. */
export const table = 'estate'
