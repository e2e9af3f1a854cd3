import { posix } from 'node:path'
import { kubeconfigPath, runClusters } from '@homelab/checkup'
import { lookup, type Resolved } from '@homelab/estate'
import { printYaml } from '@homelab/formats'
import { UsageError } from '../cli/command.ts'

/** A file of the configuration, and where its text comes from. */
export interface ConfigFile {
  /** Below the home folder. */
  readonly path: string
  readonly mode: number
  readonly from: { readonly copied: string } | { readonly text: string }
}

/** The kube configuration that leads to one cluster from afar. */
export interface ClusterAccess {
  readonly context: string
  /** The machine that runs the cluster, and the login there. */
  readonly machine: { readonly host: string; readonly user?: string }
  readonly files: readonly ConfigFile[]
}

/**
 * One for each cluster that minikube runs. Its files: https://minikube.sigs.k8s.io/docs/handbook/untrusted_certs/ and
 * profiles/NAME below `.minikube`.
 *
 * @throws UsageError where the estate has no such cluster, or no way leads to its API
 */
export function clusterAccess(resolved: Resolved): readonly ClusterAccess[] {
  const clusters = runClusters(resolved)
  if (clusters.length === 0) throw new UsageError(`the estate ${resolved.name} runs no cluster with minikube`)
  return clusters.map(({ cluster: { context }, service, minikube: { profile } }) => {
    const { routesOf, host } = lookup(resolved)
    const routes = routesOf(service.name).filter(({ port }) => port === 'api')
    const route = routes.find(({ kind }) => kind === 'tailnet') ?? routes[0]
    if (route === undefined) throw new UsageError(`no route leads to the API of ${service.name}`)
    const { name, user } = host(service.workload.at.name) ?? { name: service.workload.at.name, user: undefined }
    const folder = posix.dirname(kubeconfigPath(context))
    return {
      context,
      machine: { host: name, ...(user === undefined ? {} : { user }) },
      files: [
        { path: `${folder}/ca.crt`, mode: 0o644, from: { copied: '.minikube/ca.crt' } },
        { path: `${folder}/client.crt`, mode: 0o644, from: { copied: `.minikube/profiles/${profile}/client.crt` } },
        { path: `${folder}/client.key`, mode: 0o600, from: { copied: `.minikube/profiles/${profile}/client.key` } },
        { path: kubeconfigPath(context), mode: 0o600, from: { text: configText(context, route.url) } },
      ],
    }
  })
}

/** https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/; paths are relative to the file */
function configText(name: string, server: string): string {
  return printYaml({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { 'certificate-authority': 'ca.crt', server } }],
    users: [{ name, user: { 'client-certificate': 'client.crt', 'client-key': 'client.key' } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  })
}
