import { posix } from 'node:path'
import { kubeconfigPath } from '@homelab/checkup'
import { lookup, type Resolved, type RunCluster, runClusters } from '@homelab/estate/model'
import { printYaml } from '@homelab/formats'
import { present } from '@homelab/formats/present'
import { parse } from 'yaml'
import { UsageError } from '../cli/command.ts'

/** A file of the configuration, and where its text comes from. */
export interface ConfigFile {
  /** Below the home folder. */
  readonly path: string
  readonly mode: number
  readonly from: { readonly copied: string } | { readonly text: string } | Extracted
}

/** Keys and certificates of a configuration that only its own host can use. */
interface Extracted {
  /** Absolute. */
  readonly extracted: string
  readonly context: string
  readonly server: string
}

/** The kube configuration that leads to one cluster from afar. */
export interface ClusterAccess {
  readonly context: string
  /** The machine that runs the cluster, and the login there. */
  readonly machine: { readonly host: string; readonly user?: string }
  readonly files: readonly ConfigFile[]
}

/**
 * One for each cluster whose configuration can be fetched.
 *
 * @throws UsageError where the estate has no such cluster, or no way leads to its API
 */
export function clusterAccess(resolved: Resolved): readonly ClusterAccess[] {
  const all = [...runClusters(resolved).flatMap(run => ofUnit(resolved, run)), ...ofFiles(resolved)]
  if (all.length === 0) {
    const paths = resolved.clusters.map(({ context }) => `~/${kubeconfigPath(context)}`).join(', ')
    throw new UsageError(
      paths === ''
        ? `the estate ${resolved.name} has no cluster`
        : `the estate ${resolved.name} does not say where its clusters leave their kube configuration; state \`kubeconfig\` of the cluster, or write ${paths} by hand`,
    )
  }
  return all
}

/** Of a cluster that says which files log its owner in. */
function ofUnit(
  resolved: Resolved,
  { cluster: { context }, service, unit: { keys: files } }: RunCluster,
): readonly ClusterAccess[] {
  if (files === undefined) return []
  const routes = lookup(resolved)
    .routesOf(service.name)
    .filter(({ port }) => port === 'api')
  const route = routes.find(({ kind }) => kind === 'tailnet') ?? routes[0]
  if (route === undefined) throw new UsageError(`no route leads to the API of ${service.name}`)
  const folder = posix.dirname(kubeconfigPath(context))
  const keys = {
    'certificate-authority': 'ca.crt',
    'client-certificate': 'client.crt',
    'client-key': 'client.key',
  }
  return [
    {
      context,
      machine: machineOf(resolved, service.at.name),
      files: [
        { path: `${folder}/ca.crt`, mode: 0o644, from: { copied: files.authority } },
        { path: `${folder}/client.crt`, mode: 0o644, from: { copied: files.certificate } },
        { path: `${folder}/client.key`, mode: 0o600, from: { copied: files.key } },
        { path: kubeconfigPath(context), mode: 0o600, from: { text: configText(context, route.url, keys) } },
      ],
    },
  ]
}

function ofFiles(resolved: Resolved): readonly ClusterAccess[] {
  return resolved.clusters.flatMap(({ context, on, kubeconfig }) => {
    if (kubeconfig === undefined) return []
    const from: Extracted = { extracted: kubeconfig.path, context, server: kubeconfig.server }
    return [
      { context, machine: machineOf(resolved, on), files: [{ path: kubeconfigPath(context), mode: 0o600, from }] },
    ]
  })
}

function machineOf(resolved: Resolved, name: string): ClusterAccess['machine'] {
  const user = lookup(resolved).host(name)?.user
  return { host: name, ...present({ user }) }
}

/** The configuration under a name of ours and for an address that leads there; `undefined` where the text is none. */
export function extractedText(text: string, { context, server }: Extracted): string | undefined {
  const given = parsed(text)
  const keys = {
    'certificate-authority-data': given?.clusters?.[0]?.cluster?.['certificate-authority-data'],
    'client-certificate-data': given?.users?.[0]?.user?.['client-certificate-data'],
    'client-key-data': given?.users?.[0]?.user?.['client-key-data'],
  }
  return Object.values(keys).every(value => typeof value === 'string')
    ? configText(context, server, keys as Readonly<Record<string, string>>)
    : undefined
}

interface Given {
  readonly clusters?: readonly { readonly cluster?: Readonly<Record<string, unknown>> }[]
  readonly users?: readonly { readonly user?: Readonly<Record<string, unknown>> }[]
}

function parsed(text: string): Given | undefined {
  try {
    const value: unknown = parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

/** https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/; paths are relative to the file */
function configText(name: string, server: string, keys: Readonly<Record<string, string>>): string {
  const entries = Object.entries(keys)
  const authority = Object.fromEntries(entries.filter(([key]) => key.startsWith('certificate-authority')))
  const client = Object.fromEntries(entries.filter(([key]) => key.startsWith('client-')))
  return printYaml({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { ...authority, server } }],
    users: [{ name, user: client }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  })
}
