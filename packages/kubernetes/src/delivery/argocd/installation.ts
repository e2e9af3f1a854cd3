import type { Cluster } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { type BootstrapStep, bootstrapStep } from '../../parts/by-hand/index.ts'
import { type KustomizationWorkload, kustomization } from '../../parts/kustomization/workload.ts'
import type { ClusterWorkload } from '../../workloads/cluster-workload.ts'
import type { Application } from './application.ts'
import { argoCdOf } from './settings.ts'
import { appliesByServer } from './sync-options.ts'
import type { Syncing } from './syncing.ts'

type Common = Pick<ClusterWorkload, 'secrets' | 'bootstrap'>

export interface ArgoCdInstallationProps extends Common {
  readonly at: Cluster
  /** Of Argo CD, with `v`. */
  readonly version: string
  /** Keys of `argocd-cmd-params-cm`: https://argo-cd.readthedocs.io/en/stable/operator-manual/argocd-cmd-params-cm-yaml/ */
  readonly parameters: Readonly<Record<string, string>>
  /** Keys of `argocd-cm`: https://argo-cd.readthedocs.io/en/stable/operator-manual/argocd-cm-yaml/ */
  readonly settings: Readonly<Record<string, string>>
  readonly policy: readonly PolicyRow[]
  /** When its own Application is synced, which has to be said where all others sync by themselves. */
  readonly sync?: Syncing['sync']
  /**
   * All lines of the known-hosts map: upstream's, and the public keys of the Git servers. Not given: the map's content is
   * nobody's, since writing less than what is there stops every sync.
   */
  readonly knownHosts?: readonly string[]
}

/** A row of Argo CD's policy: https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/ */
export type PolicyRow =
  | { readonly allow: string; readonly resource: string; readonly action: string; readonly object: string }
  | { readonly member: string; readonly of: string }

const knownHostsMap = 'argocd-ssh-known-hosts-cm'

/** Of v3.2.6 its JSON has 261,761 characters, and an annotation 262,144 at most. */
const applicationSets = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  name: 'applicationsets.argoproj.io',
}

/**
 * Argo CD over upstream's manifests, which manages itself. It runs in the namespace of its Applications. Of a version that wants the
 * server to apply all of it, the server does.
 */
export function argoCdInstallation(props: ArgoCdInstallationProps): KustomizationWorkload {
  const { at, version, parameters, settings, policy, sync, knownHosts, bootstrap = [], ...rest } = props
  const { namespace } = argoCdOf(at)
  return kustomization({
    ...rest,
    at,
    namespace,
    application: { ...selfApplication(version, knownHosts === undefined), ...present({ sync }) },
    resources: [`https://raw.githubusercontent.com/argoproj/argo-cd/${version}/manifests/install.yaml`],
    configMapPatches: {
      'argocd-cmd-params-cm': parameters,
      'argocd-cm': settings,
      'argocd-rbac-cm': { 'policy.csv': policyCsv(policy) },
      ...(knownHosts !== undefined && { [knownHostsMap]: { ssh_known_hosts: lines(knownHosts) } }),
    },
    ...(!isAppliedByServer(version) && { appliedByServer: [applicationSets] }),
    serviceName: 'argocd-server',
    // Of the controller, for a port of this name: https://argo-cd.readthedocs.io/en/stable/operator-manual/metrics/
    otherServices: { metrics: 'argocd-metrics' },
    bootstrap: [...bootstrap, ...(knownHosts === undefined ? [knownHostsStep(namespace)] : [])],
  })
}

/** From v3.3 on: https://argo-cd.readthedocs.io/en/stable/operator-manual/upgrading/3.2-3.3/ */
function isAppliedByServer(version: string): boolean {
  const [, major = '0', minor = '0'] = /^v(\d+)\.(\d+)/.exec(version) ?? []
  return Number(major) > 3 || (Number(major) === 3 && Number(minor) >= 3)
}

function selfApplication(version: string, leaveKnownHosts: boolean): Application {
  const byServer = isAppliedByServer(version) ? [appliesByServer] : []
  if (!leaveKnownHosts)
    return { name: 'argocd', ...(byServer.length > 0 && { syncOptions: ['CreateNamespace=true', ...byServer] }) }
  return {
    name: 'argocd',
    ignoreDifferences: [{ kind: 'ConfigMap', name: knownHostsMap, jsonPointers: ['/data'] }],
    // What kubectl applied by the client once is first applied so again before the server does it, into the annotation
    // that is too small: https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#client-side-apply-migration
    syncOptions: ['CreateNamespace=true', 'ClientSideApplyMigration=false', ...byServer],
  }
}

function knownHostsStep(namespace: string): BootstrapStep {
  return bootstrapStep('known-hosts', {
    what: `Add the public SSH host keys of the Git servers to the ConfigMap ${knownHostsMap}: the estate does not give them, and without them no repository is read.`,
    commands: [`kubectl --namespace ${namespace} edit configmap ${knownHostsMap}`],
  })
}

function policyCsv(rows: readonly PolicyRow[]): string {
  return lines(
    rows.map(row =>
      'allow' in row
        ? ['p', row.allow, row.resource, row.action, row.object, 'allow'].join(', ')
        : ['g', row.member, row.of].join(', '),
    ),
  )
}

function lines(of: readonly string[]): string {
  return of.map(line => `${line}\n`).join('')
}
