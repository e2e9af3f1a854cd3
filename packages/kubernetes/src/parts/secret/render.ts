import { known, type RemoteReference } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Job } from '../../cluster/context.ts'
import { freshId } from '../../cluster/scope.ts'
import { remoteReference } from '../../cluster/stores.ts'
import { CopiedSecret, ExternalSecret } from '../../constructs/external-secret.ts'
import { kubernetesDelivery } from '../../delivery/contract.ts'
import { databaseUrls } from '../container/env.ts'
import type { ExternalSecret as Delivered } from './index.ts'

/** Annotations of what makes a Secret, by its name. */
type Marks = (secret: string) => Readonly<Record<string, string>> | undefined

const unmarked: Marks = () => undefined

/** The Secrets that a workload says it gets from the vault. */
export function renderSecrets(job: Job, marks = unmarked): void {
  for (const secret of job.workload.secrets ?? []) renderSecret(job, secret, marks)
}

export function renderSecret(job: Job, secret: Delivered, marks = unmarked): void {
  const { access, context, workload, cluster } = job
  const { name, template, templateLabels, type } = secret
  const remote = remoteData(job, secret)
  if (remote === undefined) {
    context.undelivered.add(`${workload.namespace}/${name}`)
    return
  }
  const templated = template !== undefined || templateLabels !== undefined || type !== undefined
  new ExternalSecret(access, freshId(access, `secret ${name}`), {
    name,
    namespace: workload.namespace,
    store: { kind: 'ClusterSecretStore', name: cluster.secretStore },
    data: remote,
    ...present({ annotations: marks(name) }),
    ...(templated && {
      template: present({ type, labels: templateLabels, data: template }),
    }),
  })
}

/**
 * How a delivery is told that a Secret is there before the service's own pods read it: without, a new key comes after the pods
 * that want it. What makes it can't be there before its namespace, nor be awaited in another group.
 */
export function beforePods({ access, chart, cluster, context, service, workload }: Job): Marks {
  const marks = kubernetesDelivery(context.resolved.parts, cluster)?.appliedFirst
  if (access !== chart || workload.ownsNamespace === true || marks === undefined) return unmarked
  const read = new Set(known(service.runs.reads).flatMap(({ name, pods }) => (pods === undefined ? [] : [name])))
  return secret => (read.has(secret) ? marks : undefined)
}

/** Key -> what the store is asked for; one wrong key is one finding, and no Secret. */
function remoteData(job: Job, { name, data }: Delivered): Readonly<Record<string, RemoteReference>> | undefined {
  const found: Record<string, RemoteReference> = {}
  for (const [key, secret] of Object.entries(data)) {
    const remote = remoteReference(job, name, secret)
    if (remote === undefined) return undefined
    found[key] = remote
  }
  return found
}

/** The URL of a database that its server's bootstrap made: CloudNativePG keeps it in `SERVER-app`, key `uri`. */
export function renderDatabaseSecrets({ context, chart, service, workload }: Job, marks = unmarked): void {
  for (const { database, use } of databaseUrls(context.find.databasesFor(service.name))) {
    const { name, server, bootstrap } = database
    const provider = context.find.service(server)
    const original = `${server}-app`
    if (provider === undefined || provider.runs.namespace === undefined) continue
    // Of a server that no operator runs there is no such Secret.
    if (!known(provider.runs.delivered).some(each => each.to === 'made-secret' && each.name === original)) continue
    if (bootstrap === undefined) {
      context.undelivered.add(`${workload.namespace}/${use.secret}`)
      context.findings.push({
        code: 'unreadable-secret',
        where: { subject: service.name, path: `needs.${name}`, file: service.file },
        problem: `no Secret holds the URL of ${name}: only a bootstrap database has one`,
        mend: 'let the service build its URL from host, user and password, or make this the bootstrap database',
      })
      continue
    }
    new CopiedSecret(chart, freshId(chart, `database ${name}`), {
      name: use.secret,
      namespace: workload.namespace,
      from: { namespace: provider.runs.namespace, secret: original },
      keys: { [use.key]: 'uri' },
      ...present({ annotations: marks(use.secret) }),
      ...(use.outlives === true && { creationPolicy: 'Orphan' }),
    })
  }
}
