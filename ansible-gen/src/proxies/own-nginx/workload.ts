import {
  type Content,
  type Host,
  type JournalLog,
  journalLog,
  made,
  placeOf,
  type Workload,
} from '@homelab/estate/model'
import type { NginxProxy } from '../nginx/settings.ts'
import { units } from './places.ts'

/**
 * A public proxy on a Linux machine of one's own with a public address: nginx, certbot and fail2ban of the distribution,
 * which an Ansible role sets up. It speaks to the internet itself, and to what is behind over the tailnet.
 */
export interface OwnNginx extends Workload, NginxProxy {
  readonly kind: 'own-nginx'
  /** The machine's name or address on the internet, to which the records of public names lead. */
  readonly publicAddress: string
  /** Where certificates come from: the URL of an ACME server's directory. */
  readonly acme: string
  /** Alloy, which pushes the access log and what is counted in it; none where a collector of the host reads the log. */
  readonly telemetry?: {
    /** The program, absolute: no distribution has it. */
    readonly program: string
    readonly configuration: Content
  }
  /** What its units write, for the host's collector. */
  readonly journals: readonly JournalLog[]
}

export type OwnNginxProps = Omit<OwnNginx, 'kind' | 'at' | 'address' | 'addresses' | 'journals'> & { readonly at: Host }

/** The service has the ports 80 and 443: the former for ACME's challenge, and to lead to the latter. */
export function ownNginx({ at, ...props }: OwnNginxProps): OwnNginx {
  const { telemetry, ...rest } = units
  const names = Object.values(props.telemetry === undefined ? rest : { ...rest, telemetry })
  const journals = names.map(unit => journalLog(`${unit}.service`))
  return made({ ...props, kind: 'own-nginx', at: placeOf(at), journals })
}
