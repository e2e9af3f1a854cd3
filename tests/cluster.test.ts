import { describe, expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import { type ContainerFact, containers } from './facts/containers.ts'
import { externalSecrets } from './facts/external-secrets.ts'
import { ingresses } from './facts/ingresses.ts'
import { bindings, rights } from './facts/rights.ts'
import { kubernetesServices } from './facts/services.ts'
import { type KubeObject, objectsIn } from './support/objects.ts'
import { type Container, podsIn } from './support/pods.ts'
import { render } from './support/render.ts'

const objects = objectsIn(render(blumeops).files)
const ofKind = (...kinds: readonly string[]): KubeObject[] => objects.filter(({ kind }) => kinds.includes(kind))
const find = (kind: string, name: string, namespace?: string): KubeObject | undefined =>
  objects.find(o => o.kind === kind && o.metadata.name === name && o.metadata.namespace === namespace)
const names = (of: readonly { readonly name: string; readonly namespace?: string }[]): string[] =>
  of.map(({ name, namespace = '' }) => `${namespace}/${name}`).sort()

describe('Ingresses', () => {
  test('are those of the facts', () => {
    expect(names(ofKind('Ingress').map(({ metadata }) => metadata))).toEqual(names(ingresses))
  })

  test.each(ingresses)('$name', ({ name, namespace, host, service, port, form, tailscale, homepage }) => {
    const { metadata, spec } = find('Ingress', name, namespace) as KubeObject & { metadata: { annotations: object } }
    const prefixed = (prefix: string, of: object) => Object.entries(of).map(([key, value]) => [prefix + key, value])
    expect(metadata.annotations).toEqual(
      Object.fromEntries([...prefixed('tailscale.com/', tailscale), ...prefixed('gethomepage.dev/', homepage)]),
    )
    const backend = { service: { name: service, port: { number: port } } }
    expect(spec).toEqual({
      ingressClassName: 'tailscale',
      tls: [{ hosts: [host] }],
      ...(form === 'default'
        ? { defaultBackend: backend }
        : { rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] }),
    })
  })
})

describe('ExternalSecrets', () => {
  test('are those of the facts, and the copy of the database’s URL', () => {
    const copy = { name: 'miniflux-db', namespace: 'miniflux' }
    expect(names(ofKind('ExternalSecret').map(({ metadata }) => metadata))).toEqual(names([...externalSecrets, copy]))
  })

  test('what was made by hand before outlives whoever keeps it now; what always had an owner goes with it', () => {
    const kept = ofKind('ExternalSecret').filter(({ spec }) => spec.target.creationPolicy !== 'Owner')
    expect(kept.map(({ metadata: { name }, spec }) => `${name} ${spec.target.creationPolicy}`)).toEqual([
      'miniflux-db Orphan',
    ])
  })

  test.each(externalSecrets)('$name', ({ name, namespace, type, labels, template, data }) => {
    const { spec } = find('ExternalSecret', name, namespace) as KubeObject
    // The field of the live one that Argo CD does not read there: see the differences of its service.
    const { insecure: _, ...read } = template ?? {}
    expect(spec.refreshInterval).toBe('1h')
    expect(spec.secretStoreRef).toEqual({ kind: 'ClusterSecretStore', name: 'onepassword-blumeops' })
    expect(spec.target).toEqual({
      name,
      creationPolicy: 'Owner',
      ...(template === undefined
        ? {}
        : {
            template: {
              data: read,
              ...(type === undefined ? {} : { type }),
              ...(labels === undefined ? {} : { metadata: { labels } }),
            },
          }),
    })
    const fetched = spec.data.map((each: { secretKey: string; remoteRef: { key: string; property: string } }) => [
      each.secretKey,
      `${each.remoteRef.key} / ${each.remoteRef.property}`,
    ])
    expect(Object.fromEntries(fetched)).toEqual(data)
  })
})

describe('containers', () => {
  test.each(containers)('$of: $name', fact => {
    const pod = podsIn(objects).find(({ of }) => of === fact.of)
    const container = pod?.containers.find(({ name }) => name === fact.name)
    // Scratch space may come on top (hardening); everything else is as it runs today.
    const scratch = new Set(pod?.volumes.filter(volume => 'emptyDir' in volume).map(({ name }) => name))
    expect(container === undefined ? undefined : described(container, fact, scratch)).toEqual(fact)
  })
})

/** A rendered container in the words of the facts; what they do not say is not compared. */
function described(container: Container, fact: ContainerFact, scratch: ReadonlySet<string>): ContainerFact {
  const { env = [], ports = [], resources = {}, livenessProbe, readinessProbe, volumeMounts = [] } = container
  const amounts = (of: { memory?: string; cpu?: string } = {}): string => `${of.memory ?? '-'} ${of.cpu ?? '-'}`
  const known = new Set(fact.mounts?.map(mount => mount.split(' ')[0]))
  return {
    of: fact.of,
    name: container.name,
    image: container.image,
    ...(env.length === 0 ? {} : { env: Object.fromEntries(env.map(each => [each.name, variable(each)])) }),
    ...(ports.length === 0 ? {} : { ports: ports.map(({ name = '-', containerPort }) => `${name} ${containerPort}`) }),
    ...(fact.requests === undefined ? {} : { requests: amounts(resources.requests) }),
    ...(fact.limits === undefined ? {} : { limits: amounts(resources.limits) }),
    ...(livenessProbe === undefined ? {} : { live: probe(livenessProbe) }),
    ...(readinessProbe === undefined ? {} : { ready: probe(readinessProbe) }),
    ...(fact.mounts === undefined
      ? {}
      : {
          mounts: volumeMounts
            .filter(({ name }) => known.has(name) || !scratch.has(name))
            .map(({ name, mountPath, subPath, readOnly }) =>
              [name, mountPath, subPath, readOnly === true ? 'ro' : undefined].filter(Boolean).join(' '),
            ),
        }),
  }
}

function variable({ value = '', valueFrom }: NonNullable<Container['env']>[number]): string {
  if (valueFrom?.secretKeyRef !== undefined)
    return `secret ${valueFrom.secretKeyRef.name} ${valueFrom.secretKeyRef.key}`
  return valueFrom?.fieldRef === undefined ? value : `field ${valueFrom.fieldRef.fieldPath}`
}

function probe(of: NonNullable<Container['livenessProbe']>): string {
  const { httpGet, initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold } = of
  return [
    httpGet.path,
    httpGet.port,
    ...[initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold].map(each => each ?? '-'),
  ].join(' ')
}

describe('Kubernetes Services', () => {
  test('are those of the facts', () => {
    expect(names(ofKind('Service').map(({ metadata }) => metadata))).toEqual(names(kubernetesServices))
  })

  test.each(kubernetesServices)('$name', ({ name, namespace, type, selector, ports }) => {
    const { spec } = find('Service', name, namespace) as KubeObject
    expect(spec.type).toBe(type)
    expect(spec.selector).toEqual(selector)
    type Port = { name?: string; port: number; targetPort: number | string }
    expect(spec.ports.map((each: Port) => `${each.name ?? '-'} ${each.port} ${each.targetPort}`)).toEqual(ports)
  })
})

describe('rights', () => {
  type Rule = Partial<Record<'apiGroups' | 'resources' | 'resourceNames' | 'nonResourceURLs' | 'verbs', string[]>>
  const row = ({ apiGroups = [], resources = [], resourceNames = [], nonResourceURLs, verbs = [] }: Rule): string =>
    nonResourceURLs === undefined
      ? `${apiGroups.map(group => group || 'core').join()}: ${[...resources, ...resourceNames].join(' ')}: ${verbs.join(' ')}`
      : `url: ${nonResourceURLs.join(' ')}: ${verbs.join(' ')}`

  test.each(rights)('$kind $name', ({ kind, name, namespace, rows }) => {
    const role = find(kind, name, namespace) as KubeObject & { readonly rules: Rule[] }
    expect(role.rules.map(row)).toEqual(rows)
  })

  test('bindings', () => {
    type Binding = KubeObject & { roleRef: { name: string }; subjects: { name: string; namespace: string }[] }
    const rendered = (ofKind('ClusterRoleBinding', 'RoleBinding') as Binding[]).map(
      ({ kind, metadata: { name, namespace }, roleRef, subjects: [subject] }) =>
        `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name} -> ${roleRef.name}, ${subject?.name} in ${subject?.namespace}`,
    )
    expect(rendered).toEqual(expect.arrayContaining([...bindings]))
  })
})
