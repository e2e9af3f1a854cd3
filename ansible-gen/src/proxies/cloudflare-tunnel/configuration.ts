import { fills, type Slots } from '@homelab/estate/contents'
import { type PublicSite, publicSites, type Resolved, type ResolvedService } from '@homelab/estate/model'
import { printYaml } from '@homelab/formats'
import { present } from '@homelab/formats/present'
import { literal } from '@homelab/formats/regexp'
import type { CloudflareTunnel, OriginRequest } from './settings.ts'
import { type TunnelFile, tunnelSlot } from './slot.ts'

/** cloudflared's configuration, with the public names. */
export const tunnelSlots: Slots = fills(tunnelSlot, configuration)

/** One rule: https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/do-more-with-tunnels/local-management/configuration-file/ */
interface IngressRule {
  readonly hostname?: string
  /** A regular expression of Go, which is found anywhere in the decoded path. */
  readonly path?: string
  readonly service: string
  readonly originRequest?: OriginRequest
}

function configuration(
  resolved: Resolved,
  { file }: ResolvedService,
  { tunnel, credentials, metrics }: TunnelFile,
): string {
  const header = `Rendered from ${file} and the public routes of all services; do not edit: change the source and run synth.`
  const all = {
    tunnel: tunnel.id,
    'credentials-file': credentials,
    metrics,
    // Versions change with the estate.
    'no-autoupdate': true,
    ...present({ originRequest: tunnel.originRequest }),
    // The first that fits is taken.
    ingress: [
      ...publicSites(resolved).flatMap(site => rulesOf(site, tunnel)),
      // What no name of ours has.
      { service: 'http_status:404' },
    ],
  }
  return printYaml(all, { header })
}

function rulesOf(site: PublicSite, { originRequests = {} }: CloudflareTunnel): readonly IngressRule[] {
  const { name, hostname, upstream, refusedPaths } = site
  const { scheme, host, port } = upstream
  const standard = port === (scheme === 'https' ? 443 : 80)
  const refused = (path: string): IngressRule => ({ hostname, path, service: 'http_status:403' })
  return [
    ...(refusedPaths.length === 0 ? [] : [refused(DETOURS)]),
    ...refusedPaths.map(path => refused(below(path))),
    {
      hostname,
      service: `${scheme}://${host}${standard ? '' : `:${port}`}`,
      ...present({ originRequest: originRequests[name] }),
    },
  ]
}

/**
 * Paths of which an application may make others: `/a/../admin`, `//admin`, `/a\..\admin`. cloudflared hands on what was asked for,
 * and Cloudflare compares what it makes of that.
 */
const DETOURS = String.raw`//|\\|/\.{1,2}(/|;|$)`

/** A path and all below it, in whatever case: the application behind may not mind the case. */
function below(path: string): string {
  return `(?i)^${literal(path)}`
}
