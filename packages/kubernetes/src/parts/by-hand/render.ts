import {
  type Finding,
  type RenderedFile,
  type ResolvedWithWorkloads,
  type ServiceWithWorkload,
  storeOf,
} from '@homelab/estate/model'
import { printYaml } from '@homelab/formats'
import { header } from '../../cluster/files.ts'
import type { k8s } from '../../k8s.ts'
import type { ClusterWorkload } from '../../workloads/cluster-workload.ts'
import { checkTemplates } from './checks.ts'
import type { BootstrapSecret } from './index.ts'

type Manifest<Props> = Props & { readonly apiVersion: string; readonly kind: string }

export interface RenderedBootstrap {
  readonly files: readonly RenderedFile[]
  readonly findings: readonly Finding[]
}

/** The Secrets of the steps by hand as templates without values, which the store of their vault fills for `kubectl apply`. */
export function renderBootstrap(
  resolved: ResolvedWithWorkloads,
  service: ServiceWithWorkload,
  workload: ClusterWorkload,
  folder: string,
): RenderedBootstrap {
  const steps = (workload.bootstrap ?? []).filter(({ secrets = [] }) => secrets.length > 0)
  const files = steps.map((step): RenderedFile => {
    const objects = [
      namespaceObject(workload.namespace),
      ...(step.secrets ?? []).map(of => secretObject(resolved, of, workload)),
    ]
    const [first, ...rest] = objects.map(object => printYaml(object))
    const text = [`# ${header([service.file])}\n`, first, ...rest.map(each => `---\n${each}`)].join('')
    return { path: `${folder}/bootstrap/${step.name}.yaml`, content: text, sources: [service.file] }
  })
  return { files, findings: checkTemplates(resolved, service, steps) }
}

function namespaceObject(name: string): Manifest<k8s.KubeNamespaceProps> {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }
}

function secretObject(
  resolved: ResolvedWithWorkloads,
  { name, data }: BootstrapSecret,
  { namespace }: ClusterWorkload,
): Manifest<k8s.KubeSecretProps> {
  const values = Object.entries(data).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : (storeOf(resolved, value.vault)?.template?.placeholder(value) ?? ''),
  ])
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace },
    type: 'Opaque',
    stringData: Object.fromEntries(values),
  }
}
