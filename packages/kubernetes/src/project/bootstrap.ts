import type { Finding, RenderedFile, ResolvedWithWorkloads, Secret, ServiceWithWorkload } from '@homelab/estate'
import { printYaml } from '@homelab/formats'
import type { k8s } from 'cdk8s-plus-28'
import type { BootstrapSecret, BootstrapStep } from '../workloads/bootstrap.ts'
import type { ClusterWorkload } from '../workloads/cluster-workload.ts'
import { opReference } from '../workloads/op.ts'
import { header } from './files.ts'

type Manifest<Props> = Props & { readonly apiVersion: string; readonly kind: string }

export interface RenderedBootstrap {
  readonly files: readonly RenderedFile[]
  readonly findings: readonly Finding[]
}

/**
 * The Secrets of the steps by hand as templates without values: `op inject -i FILE | kubectl apply -f -`
 * (https://developer.1password.com/docs/cli/secrets-config-files/).
 */
export function renderBootstrap(
  resolved: ResolvedWithWorkloads,
  service: ServiceWithWorkload,
  workload: ClusterWorkload,
  folder: string,
): RenderedBootstrap {
  const steps = (workload.bootstrap ?? []).filter(({ secrets = [] }) => secrets.length > 0)
  const products = new Map(resolved.vaults.map(({ name, product }) => [name, product]))
  const findings = steps.flatMap(step =>
    secretsOf(step)
      .filter(({ vault }) => products.get(vault) !== 'onepassword')
      .map(
        ({ vault }): Finding => ({
          code: 'unreadable-secret',
          where: { subject: service.name, path: `bootstrap.${step.name}`, file: service.file },
          problem: 'a template can be filled from 1Password alone',
          got: vault,
          mend: 'let the secret store deliver the Secret',
        }),
      ),
  )
  const files = steps.map((step): RenderedFile => {
    const objects = [namespaceObject(workload.namespace), ...(step.secrets ?? []).map(of => secretObject(of, workload))]
    const [first, ...rest] = objects.map(object => printYaml(object))
    const text = [`# ${header([service.file])}\n`, first, ...rest.map(each => `---\n${each}`)].join('')
    return { path: `${folder}/bootstrap/${step.name}.yaml`, content: text, sources: [service.file] }
  })
  return { files, findings }
}

function secretsOf({ secrets = [] }: BootstrapStep): Secret[] {
  return secrets.flatMap(({ data }) => Object.values(data).filter(value => typeof value !== 'string'))
}

function namespaceObject(name: string): Manifest<k8s.KubeNamespaceProps> {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }
}

function secretObject({ name, data }: BootstrapSecret, { namespace }: ClusterWorkload): Manifest<k8s.KubeSecretProps> {
  const values = Object.entries(data).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : `{{ ${opReference(value)} }}`,
  ])
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace },
    type: 'Opaque',
    stringData: Object.fromEntries(values),
  }
}
