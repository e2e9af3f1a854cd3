import { type Host, made, type ResolvedRoute } from '@homelab/estate/model'
import type { KnownProgram } from '../../host/known-program.ts'
import type { Program } from '../../host/program.ts'

/** One port of a Service, and what on its host answers there. */
export interface ServedPort {
  readonly port: number
  /** `web`: HTTPS with a certificate of the tailnet. `tcp`: as it comes. */
  readonly as: 'web' | 'tcp'
  /** With its scheme. */
  readonly target: string
  /** As a browser asks for it. */
  readonly hostname: string
}

/**
 * A name and an address of the tailnet behind which a host answers: https://tailscale.com/docs/features/tailscale-services. Nobody
 * states it: it follows from a route.
 */
export interface TailnetService extends Program {
  readonly kind: 'tailnet-service'
  /** `svc:forge` */
  readonly name: `svc:${string}`
  readonly ports: readonly ServedPort[]
}

/** What brings the routes of a service of a host into the tailnet, unless one of its programs does. */
export function servedPrograms(
  routes: readonly ResolvedRoute[],
  host: Pick<Host, 'tailnet'>,
  stated: readonly KnownProgram[],
): readonly TailnetService[] {
  if (host.tailnet === undefined || stated.some(({ part }) => part.servesRoutes === true)) return []
  const own = routes.flatMap(({ kind, label, ...route }) => {
    const port = kind === 'tailnet' ? servedPort(route) : undefined
    return port === undefined ? [] : [{ label, port }]
  })
  return [...Map.groupBy(own, ({ label }) => label)].map(([label, all]) =>
    made({ kind: 'tailnet-service', name: `svc:${label}`, ports: all.map(({ port }) => port) }),
  )
}

function servedPort({
  protocol,
  listen,
  hostname,
  backend,
}: Pick<ResolvedRoute, 'protocol' | 'listen' | 'hostname' | 'backend'>): ServedPort | undefined {
  if (backend === undefined) return undefined
  const at = `${backend.host}:${backend.port}`
  if (protocol === 'tcp') return { port: listen, as: 'tcp', target: `tcp://${at}`, hostname }
  // Between the two there is nobody but the host itself, and a certificate of the tailnet is for the name outside.
  const scheme = backend.scheme === 'https' ? 'https+insecure' : 'http'
  return { port: listen, as: 'web', target: `${scheme}://${at}`, hostname }
}

/** What the host then serves under the name, as `tailscale serve status --json` has it (`ipn.ServiceConfig`). */
export function servedConfig({ ports }: TailnetService) {
  const web = ports.filter(({ as }) => as === 'web')
  return {
    TCP: Object.fromEntries(
      ports.map(({ port, as, target }) => [
        String(port),
        as === 'web' ? { HTTPS: true } : { TCPForward: target.slice('tcp://'.length) },
      ]),
    ),
    ...(web.length > 0 && {
      Web: Object.fromEntries(
        web.map(({ hostname, port, target }) => [`${hostname}:${port}`, { Handlers: { '/': { Proxy: target } } }]),
      ),
    }),
  }
}

/** The words that serve one of its ports. */
export function serveWords({ name }: TailnetService, { as, port, target }: ServedPort): readonly string[] {
  return ['serve', `--service=${name}`, `--${as === 'web' ? 'https' : 'tcp'}=${port}`, target]
}

/** The words that ask what is served under the name, and whether the tailnet is told of it. */
export function askWords({ name }: TailnetService): readonly string[] {
  return ['serve', 'get-config', `--service=${name}`]
}
