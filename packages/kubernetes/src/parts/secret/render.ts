import { known, type RemoteReference } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Rendering } from '../../cluster/context.ts'
import { freshId } from '../../cluster/scope.ts'
import { remoteReference } from '../../cluster/stores.ts'
import { CopiedSecret, ExternalSecret } from '../../constructs/external-secret.ts'
import { kubernetesDelivery } from '../../delivery/contract.ts'
import { ownApplication } from '../../runs/deliveries.ts'
import { putSecret } from '../applied-secret/render.ts'
import type { ExternalSecret as Delivered } from './index.ts'
import { databaseSecrets, fetchedSecret } from './of-databases.ts'
import { clientSecrets, loginSecrets } from './of-logins.ts'

/** Annotations of what makes a Secret, by its name. */
type Marks = (secret: string) => Readonly<Record<string, string>> | undefined

const unmarked: Marks = () => undefined

/** The Secrets that a workload says it gets from the vault. */
export function renderSecrets(rendering: Rendering, marks = unmarked): void {
  const { context, service, workload } = rendering
  for (const secret of workload.secrets ?? []) {
    if (secret.kind === 'external-secret') {
      renderSecret(rendering, secret, marks)
      continue
    }
    const put = putSecret(rendering, secret)
    if (put !== undefined) context.applied.push({ ...put, group: ownApplication(service.name, workload).name })
  }
}

/** @param outlives the Secret stays where what makes it goes */
export function renderSecret(rendering: Rendering, secret: Delivered, marks = unmarked, outlives?: true): void {
  const { access, context, workload, cluster } = rendering
  const { name, template, templateLabels, type } = secret
  const remote = remoteData(rendering, secret)
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
    ...(outlives === true && { creationPolicy: 'Orphan' }),
    ...(templated && {
      template: present({ type, labels: templateLabels, data: template }),
    }),
  })
}

/**
 * How a delivery is told that a Secret is there before the service's own pods read it: without, a new key comes after the pods
 * that want it. What makes it can't be there before its namespace, nor be awaited in another group.
 */
export function beforePods({ access, chart, cluster, context, service, workload }: Rendering): Marks {
  const marks = kubernetesDelivery(context.resolved.parts, cluster)?.appliedFirst
  if (access !== chart || workload.ownsNamespace === true || marks === undefined) return unmarked
  const read = new Set(known(service.runs.reads).flatMap(({ name, pods }) => (pods === undefined ? [] : [name])))
  return secret => (read.has(secret) ? marks : undefined)
}

/** Key -> what the store is asked for; one wrong key is one finding, and no Secret. */
function remoteData(
  rendering: Rendering,
  { name, data }: Delivered,
): Readonly<Record<string, RemoteReference>> | undefined {
  const found: Record<string, RemoteReference> = {}
  for (const [key, secret] of Object.entries(data)) {
    const remote = remoteReference(rendering, name, secret)
    if (remote === undefined) return undefined
    found[key] = remote
  }
  return found
}

/** What the consumer of a database reads: CloudNativePG keeps that of its bootstrap in `SERVER-app`, the vault that of roles. */
export function renderDatabaseSecrets(rendering: Rendering, marks = unmarked): void {
  const { context, chart, service, workload } = rendering
  const roles = context.resolved.roles.filter(role => role.service === service.name)
  const flows = context.find.flowsFrom(service.name)
  for (const each of databaseSecrets(context.find.databasesFor(service.name), roles)) {
    const { name, server, bootstrap } = each.database
    const fetched = fetchedSecret(each, flows)
    if (fetched !== undefined) {
      renderSecret(rendering, fetched, marks, each.outlives)
      continue
    }
    const provider = context.find.service(server)
    const original = `${server}-app`
    if (provider === undefined || provider.runs.namespace === undefined) continue
    // Of a server that no operator runs there is no such Secret.
    if (!known(provider.runs.delivered).some(each => each.to === 'made-secret' && each.name === original)) continue
    // Nothing makes such a database: a finding tells.
    if (bootstrap === undefined) {
      context.undelivered.add(`${workload.namespace}/${each.secret}`)
      continue
    }
    new CopiedSecret(chart, freshId(chart, `database ${name}`), {
      name: each.secret,
      namespace: workload.namespace,
      from: { namespace: provider.runs.namespace, secret: original },
      keys: { [each.key]: each.original },
      ...present({ annotations: marks(each.secret) }),
      ...(each.outlives === true && { creationPolicy: 'Orphan' }),
    })
  }
}

/** What programs are known by where people log in for them: that of the service, and those of all that log in with it. */
export function renderLoginSecrets(
  rendering: Rendering,
  clients: { readonly secret: string } | undefined,
  marks = unmarked,
): void {
  const { find } = rendering.context
  const { name } = rendering.service
  for (const secret of [...loginSecrets(find.loginsFor(name)), ...clientSecrets(clients, find.loginsAt(name))])
    renderSecret(rendering, secret, marks)
}
