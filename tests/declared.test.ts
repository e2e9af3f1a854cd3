/** What each declared fact leads to in the rendered files, in any estate; that more is there is nobody's fault. */
import { known, lookup, type Probe, type ResolvedService } from '@homelab/estate/model'
import { describe, expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import minilab from '../apps/minilab/estate.ts'
import annex from './fixtures/annex/estate.ts'
import porch from './fixtures/porch/estate.ts'
import shelf from './fixtures/shelf/estate.ts'
import workshop from './fixtures/workshop/estate.ts'
import { type KubeObject, objectsIn } from './support/objects.ts'
import { resolvedOnce } from './support/opened.ts'
import { podsIn } from './support/pods.ts'
import { render } from './support/render.ts'

describe.each([blumeops, minilab, annex, porch, shelf, workshop])('$name', estate => {
  const resolved = resolvedOnce(estate)
  const { files } = render(estate)
  const objects = objectsIn(files)
  const pods = podsIn(objects)
  const find = lookup(resolved)
  const caddyfile = files.get('caddy/Caddyfile') ?? ''
  const inCluster = resolved.services.filter(({ at, external }) => at.kind === 'cluster' && !external)

  /** The containers of a service. */
  const containersOf = (service: string) => {
    const own = new Set(
      known(find.service(service)?.runs.pods ?? []).map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`),
    )
    return pods.filter(({ of }) => own.has(of)).flatMap(({ containers }) => containers)
  }

  test.each(inCluster.filter(({ probes }) => probes?.start ?? probes?.live ?? probes?.ready))(
    '$name: its probes ask',
    of => {
      const containers = containersOf(of.name)
      if (containers.length === 0) return
      for (const [kind, probe] of [
        ['startupProbe', of.probes?.start],
        ['livenessProbe', of.probes?.live],
        ['readinessProbe', of.probes?.ready],
      ] as const) {
        if (probe === undefined) continue
        expect(containers.map(each => each[kind])).toContainEqual(expect.objectContaining(questionOf(of, probe)))
      }
    },
  )

  // Another proxy is set up by hand.
  const carried = caddyfile === '' ? [] : resolved.routes.filter(({ kind }) => kind === 'ops')
  test.each(carried)('$hostname: Caddy leads to $service', route => {
    const { hostname, protocol, listen, backend } = route
    const text = files.get(`caddy/${find.proxyOf(route)?.name}/Caddyfile`) ?? caddyfile
    if (protocol === 'tcp') {
      expect(text).toMatch(
        new RegExp(`:${listen} \\{\\n\\s+route \\{\\n\\s+proxy ${escaped(`${backend?.host}:${backend?.port}`)}\\n`),
      )
      return
    }
    const [, upstream = ''] =
      new RegExp(`^\\t@\\S+ host ${escaped(hostname)}\\n\\thandle @\\S+ \\{\\n\\t\\treverse_proxy (\\S+)`, 'm').exec(
        text,
      ) ?? []
    expect(backend?.url).toBe(upstream)
  })

  const ingresses = objects.filter(({ kind }) => kind === 'Ingress')
  const tailnet = resolved.routes.filter(
    ({ kind, protocol, service }) =>
      kind === 'tailnet' && protocol === 'https' && inCluster.some(({ name }) => name === service),
  )

  test.each(tailnet)('$hostname: an Ingress leads to the port of $service', ({ label, service, port, tags }) => {
    const ingress = ingresses.find(({ spec }) => spec.tls[0].hosts[0] === label)
    const { name, number } = backendOf(ingress)
    const ports = find.service(service)?.ports[port]
    expect(number).toBe(ports?.port)
    const [first] = objects.filter(
      ({ kind, metadata }) =>
        kind === 'Service' && metadata.name === name && metadata.namespace === ingress?.metadata.namespace,
    )
    // That of a chart is not among the objects.
    if (first !== undefined) expect(first.spec.ports).toContainEqual(expect.objectContaining({ port: ports?.port }))
    const annotations: Readonly<Record<string, string>> = Object(Object(ingress?.metadata)['annotations'])
    const [cluster] = resolved.clusters
    const carried = annotations['tailscale.com/tags']?.split(',') ?? cluster?.tailnet?.tags
    expect(carried).toEqual(tags)
  })

  const asked = objects
    .filter(({ kind }) => kind === 'ExternalSecret')
    .flatMap(({ spec }) => (spec.data ?? []) as { remoteRef: { key: string; property?: string } }[])
    // Those of a store without properties are known by their key alone.
    .map(({ remoteRef: { key, property } }) => (property === undefined ? key.replace('/', ' ') : `${key} ${property}`))
  const typed = [...files].filter(([path]) =>
    /^ansible\/.*\/secrets\.yml$|^argocd\/bootstrap\/|\/apply\/secrets\//.test(path),
  )

  test.each(resolved.services.filter(({ secrets, external }) => secrets.length > 0 && !external))(
    '$name: each of its secrets is fetched',
    ({ secrets }) => {
      const missing = secrets.filter(
        ({ item, itemId, field }) =>
          !asked.includes(`${item} ${field}`) &&
          // Of items that are Secrets in the cluster.
          !asked.includes(`${item.replaceAll('/', '-')} ${field}`) &&
          !typed.some(([, text]) => text.includes(field) && (text.includes(item) || text.includes(`${itemId}`))),
      )
      expect(missing).toEqual([])
    },
  )

  test('every image that runs is one that a service declares, as it declares it', () => {
    const declared = resolved.services.flatMap(({ runs }) =>
      known(runs.pods).flatMap(({ containers }) => known(containers).map(({ image }) => image)),
    )
    const running = pods.flatMap(({ containers, initContainers }) =>
      [...containers, ...initContainers].map(({ image }) => image),
    )
    expect(running.filter(image => !declared.includes(image))).toEqual([])
  })
})

/** As a kubelet is told to ask it. */
function questionOf({ ports }: ResolvedService, probe: Probe): object {
  if (probe.by === 'command') return { exec: { command: probe.command } }
  const port = ports[probe.port]?.target ?? ports[probe.port]?.port
  if (probe.by === 'grpc') return { grpc: { port, service: probe.service } }
  return probe.by === 'tcp' ? { tcpSocket: { port } } : { httpGet: { path: probe.path, port } }
}

function backendOf(ingress: KubeObject | undefined): { readonly name?: string; readonly number?: number } {
  const { defaultBackend, rules } = ingress?.spec ?? {}
  const service = (defaultBackend ?? rules?.[0].http.paths[0].backend)?.service
  return { name: service?.name, number: service?.port.number }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}
