import { difference, http, service } from '@homelab/estate'
import { argoCdInstallation, bootstrapStep, externalSecret, fetched } from '@homelab/kubernetes'
import { opReference } from '@homelab/secrets'
import { repositories } from '../forge.ts'
import { minikube } from '../hosts.ts'
import { secrets } from '../vault.ts'

const bot = 'workflow-bot'
const botRole = `role:${bot}`
const forgeKey = secrets['argocd-forge-ssh-key']['private-key-openssh']
const rendered = `${minikube.source.rendered}/${minikube.source.folder}`

/** facts K2, K4, K5 */
export const argocd = service(import.meta, 'argocd', {
  title: 'Argo CD',
  summary: 'GitOps: applies what is rendered to the cluster',
  ports: { http: http(80), metrics: http(8082) },
  workload: argoCdInstallation({
    at: minikube,
    version: 'v3.2.6',
    // TLS ends at the tailnet Ingress.
    parameters: { 'server.insecure': 'true' },
    // API tokens only, no login.
    settings: { [`accounts.${bot}`]: 'apiKey' },
    policy: [
      { allow: botRole, resource: 'applications', action: 'sync', object: '*' },
      { allow: botRole, resource: 'applications', action: 'get', object: '*' },
      { member: bot, of: botRole },
    ],
    secrets: [
      externalSecret('repo-creds-forge', {
        data: { privateKey: forgeKey },
        template: { type: 'git', url: repositories, sshPrivateKey: fetched('privateKey') },
        templateLabels: { 'argocd.argoproj.io/secret-type': 'repo-creds' },
      }),
    ],
    bootstrap: [
      bootstrapStep('argocd', {
        what: 'Apply Argo CD itself, then make the credentials of its repositories: External Secrets, which keeps them later, is read from those repositories. The first apply complains of the ExternalSecret, whose kind is not there yet; nothing else may fail.',
        commands: [
          'kubectl create namespace argocd',
          `kubectl apply --server-side --force-conflicts --namespace argocd --kustomize ${rendered}/manifests/argocd`,
          'kubectl wait --namespace argocd --for=condition=available --timeout=300s deployment/argocd-server',
          `op read '${opReference(forgeKey)}' | kubectl create secret generic repo-creds-forge` +
            ` --namespace argocd --from-literal=type=git --from-literal=url=${repositories}` +
            ' --from-file=sshPrivateKey=/dev/stdin',
          'kubectl label --namespace argocd secret repo-creds-forge argocd.argoproj.io/secret-type=repo-creds',
          `kubectl apply --filename ${rendered}/apps/argocd.yaml --filename ${rendered}/apps/apps.yaml`,
        ],
      }),
    ],
  }),
  probes: { health: { port: 'http', path: '/healthz' } },
  metrics: { port: 'metrics', exporter: 'argocd' },
  routes: { tailnet: { port: 'http' }, ops: { port: 'http', audience: 'admins' } },
  tile: {
    title: 'ArgoCD',
    group: 'Infrastructure',
    icon: 'argo-cd.png',
    description: 'GitOps CD',
    podSelector: 'app.kubernetes.io/name=argocd-server',
  },
  differences: [
    difference('metrics of Argo CD', {
      today: 'nobody asks for them',
      now: 'Prometheus scrapes what its controller says of every Application, hand-written ones included',
      why: 'an Application that is not well was seen by whoever opened its page',
      facts: 'K4, K10',
    }),
    difference('the known-hosts map of Argo CD', {
      today: 'upstream’s lines and the forge’s host key, patched in by the kustomization',
      now: 'no patch; the map’s content is ignored and left as it is by every sync; a bootstrap step fills it',
      why: 'the facts do not give the key, and a map with less than today’s lines would stop every sync',
      facts: 'K4',
      changes: [
        { kind: 'Application', name: 'argocd', fields: ['spec.ignoreDifferences', 'spec.syncPolicy.syncOptions'] },
      ],
    }),
    difference('the credentials of Argo CD’s repositories', {
      today: '`insecure: "true"` in the Secret',
      now: 'without it: nothing else changes, the forge’s host key is checked before and after',
      why: 'Argo CD 3.2.6 reads that field of a single repository’s Secret and not of credentials for many; it only seemed to switch the check off',
      facts: 'K4',
    }),
    difference('how Argo CD applies its definition of ApplicationSet', {
      today: 'as all others, through an annotation that holds the whole of it',
      now: 'by the server: `ServerSideApply=true` on that definition alone, and `ClientSideApplyMigration=false`, without which it is first written into the annotation once more',
      why: 'its 261,761 characters leave no room for what a sync that respects ignored differences adds: each sync failed, while the Application showed as synced',
      facts: 'K4',
    }),
    difference('the source of Argo CD’s repositories', {
      today: 'deployed forge.ops.eblu.me:2222; a page says indri.tail8d86e.ts.net:2200',
      now: 'kept as deployed',
      why: 'the deployed value wins',
      facts: 'K1',
      settles: 'kubernetes.md: Argo CD Git source',
    }),
  ],
})
