import { type Flow, imageReference, type ResolvedDatabase } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { k8s } from 'cdk8s-plus-28'
import type { Job } from '../../cluster/context.ts'
import { type DatabaseUrlUse, type EnvUse, isDatabaseUrl, isEnv } from '../../workloads/uses.ts'
import type { Container, EnvValue } from './index.ts'

/** The variables that a service's needs give one of its containers, before those it sets itself. */
export function neededEnv({ context, service }: Job, sidecar?: string): Record<string, EnvValue> {
  const fromFlows = envUses(context.find.flowsFrom(service.name))
    .filter(({ use }) => use.container === sidecar)
    .flatMap(({ flow, use }) => fromAddress(flow, use))
  if (sidecar !== undefined) return Object.fromEntries(fromFlows)
  const fromDatabases = databaseUrls(context.find.databasesFor(service.name)).map(
    ({ use: { variable, secret, key } }): readonly [string, EnvValue] => [variable, { from: 'secret', secret, key }],
  )
  return Object.fromEntries([...fromDatabases, ...fromFlows])
}

/** The flows of a service that give one of its containers variables. */
export function envUses(flows: readonly Flow[]): { readonly flow: Flow; readonly use: EnvUse }[] {
  return flows.flatMap(flow => (isEnv(flow.use) ? [{ flow, use: flow.use }] : []))
}

/** The databases of a service whose URL it reads from a Secret. */
export function databaseUrls(
  databases: readonly ResolvedDatabase[],
): { readonly database: ResolvedDatabase; readonly use: DatabaseUrlUse }[] {
  return databases.flatMap(database => (isDatabaseUrl(database.use) ? [{ database, use: database.use }] : []))
}

export function envVars(env: Readonly<Record<string, EnvValue>>): k8s.EnvVar[] {
  return Object.entries(env).map(([name, value]) => {
    if (typeof value === 'string') return { name, value }
    if ('kind' in value) {
      if (value.kind === 'image') return { name, value: imageReference(value) }
      // Own URLs became text when the estate was resolved.
      throw new TypeError(`${name} is an unresolved address`)
    }
    if (value.from === 'nothing') return { name }
    if (value.from === 'field') return { name, valueFrom: { fieldRef: { fieldPath: value.path } } }
    return { name, valueFrom: { secretKeyRef: { name: value.secret, key: value.key } } }
  })
}

export function envFrom(sources: Container['envFrom']): Pick<k8s.Container, 'envFrom'> {
  if (sources === undefined) return {}
  return {
    envFrom: sources.map(({ secret, optional }) => ({
      secretRef: { name: secret, ...present({ optional }) },
    })),
  }
}

function fromAddress({ address }: Flow, { variables }: EnvUse): (readonly [string, EnvValue])[] {
  return Object.entries(variables).map(([name, part]) => [
    name,
    typeof part === 'string' ? String(address[part]) : address.url + part.urlPath,
  ])
}
