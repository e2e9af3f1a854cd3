import { type Cluster, http, type ServiceProps } from '@homelab/estate/model'
import { chart } from '@homelab/kubernetes'

type Chart = Parameters<typeof chart>[0]

export interface ExternalSecretsProps {
  /** Of the repository: `helm-chart-1.3.1`. https://github.com/external-secrets/external-secrets/releases */
  readonly revision: string
  /** The Git repository with its chart; that of its makers by default. */
  readonly repository?: string
  /** `external-secrets` by default. */
  readonly namespace?: string
  /** Values of the chart, each in the place of the default's: https://github.com/external-secrets/external-secrets/tree/main/deploy/charts/external-secrets#values */
  readonly values?: Readonly<Record<string, unknown>>
  /** What is otherwise about how it is delivered: an Application of its own for the kinds, `crds`. */
  readonly chart?: Partial<Omit<Chart, 'at' | 'namespace' | 'repository' | 'revision' | 'path' | 'chart' | 'values'>>
}

/** What the chart calls its account, for whoever lets it in. */
export const account = 'external-secrets'
export const standardNamespace = 'external-secrets'

/** Its webhook and what looks after the webhook's certificate. */
const small = { requests: { memory: '32Mi', cpu: '25m' }, limits: { memory: '128Mi', cpu: '100m' } }

/**
 * The operator of External Secrets in a cluster, with its kinds, as its chart installs it: it brings secrets from the estate's
 * store into the cluster, and says in its metrics which ones it could not bring. It asks for 64 MiB and a twentieth of a processor,
 * and gets 256 MiB and a fifth of one. The store is a service of its own.
 *
 * @example service(import.meta, 'external-secrets', { ...externalSecretsIn(home, { revision: 'helm-chart-1.3.1' }) })
 */
export function externalSecretsIn(at: Cluster, props: ExternalSecretsProps): ServiceProps<'metrics'> {
  const { repository = 'https://github.com/external-secrets/external-secrets.git', revision } = props
  return {
    title: 'External Secrets',
    summary: 'brings secrets from the vault into the cluster',
    ports: { metrics: http(8080) },
    workload: chart({
      at,
      namespace: props.namespace ?? standardNamespace,
      repository,
      revision,
      path: 'deploy/charts/external-secrets',
      releaseName: account,
      defines: ['external-secrets.io', 'generators.external-secrets.io'],
      // What the chart calls the Service of its metrics.
      serviceName: 'external-secrets-metrics',
      values: {
        installCRDs: true,
        metrics: { service: { enabled: true } },
        resources: { requests: { memory: '64Mi', cpu: '50m' }, limits: { memory: '256Mi', cpu: '200m' } },
        webhook: { resources: small },
        certController: { resources: small },
        ...props.values,
      },
      ...props.chart,
    }),
    metrics: { port: 'metrics', exporter: 'external-secrets' },
  }
}
