/**
 * What runs in pods and acts on objects, as far as an adoption meets it: of the kubelet that pods which are deleted
 * end, of the Tailscale operator the addresses of Ingresses, of External Secrets what a copied Secret is and who owns it.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ControlPlane } from '@homelab/rehearsal/run'

interface Thing {
  readonly metadata: {
    readonly name: string
    readonly namespace: string
    readonly uid: string
    readonly deletionTimestamp?: string
  }
  readonly status?: {
    readonly conditions?: readonly { readonly status: string }[]
    readonly loadBalancer?: { readonly ingress?: unknown }
  }
}

interface Ingress extends Thing {
  readonly spec: { readonly ingressClassName: string; readonly tls: readonly { readonly hosts: readonly string[] }[] }
}

interface SecretStore extends Thing {
  readonly spec: {
    readonly provider: {
      readonly kubernetes?: {
        readonly remoteNamespace: string
        readonly auth: { readonly serviceAccount: { readonly name: string } }
      }
    }
  }
}

interface ExternalSecret extends Thing {
  readonly spec: {
    readonly secretStoreRef: { readonly kind: string; readonly name: string }
    readonly target: { readonly name: string; readonly creationPolicy: string }
    readonly data: readonly {
      readonly secretKey: string
      readonly remoteRef: { readonly key: string; readonly property: string }
    }[]
  }
}

/** Goes on until the signal. */
export async function startStandIns(plane: ControlPlane, signal: AbortSignal): Promise<void> {
  const accounts = new Map<string, string>()
  const rounds = [endPods, giveAddresses, (of: ControlPlane) => copySecrets(of, accounts)]
  for (const round of rounds)
    void (async () => {
      while (!signal.aborted) {
        await round(plane)
        await sleep(3000, undefined, { signal }).catch(() => undefined)
      }
    })()
}

async function list<T extends Thing>(plane: ControlPlane, resource: string): Promise<readonly T[]> {
  const { stdout } = await plane.kubectl(['get', resource, '--all-namespaces', '--output', 'json'])
  return stdout === '' ? [] : (JSON.parse(stdout) as { readonly items: readonly T[] }).items
}

async function endPods(plane: ControlPlane): Promise<void> {
  for (const { metadata } of await list(plane, 'pods')) {
    if (metadata.deletionTimestamp === undefined) continue
    const words = ['delete', 'pod', metadata.name, `--namespace=${metadata.namespace}`]
    await plane.kubectl([...words, '--grace-period=0', '--force', '--wait=false'])
  }
}

async function giveAddresses(plane: ControlPlane): Promise<void> {
  for (const ingress of await list<Ingress>(plane, 'ingresses.networking.k8s.io')) {
    if (ingress.spec.ingressClassName !== 'tailscale' || ingress.status?.loadBalancer?.ingress !== undefined) continue
    const hostname = `${ingress.spec.tls[0]?.hosts[0]}.example.ts.net`
    await status(plane, 'ingress.networking.k8s.io', ingress, { loadBalancer: { ingress: [{ hostname }] } })
  }
}

function status(plane: ControlPlane, resource: string, { metadata }: Thing, value: object) {
  const words = ['patch', resource, metadata.name, `--namespace=${metadata.namespace}`]
  return plane.kubectl([...words, '--subresource=status', '--type=merge', '--patch', JSON.stringify({ status: value })])
}

/** Reads with the account that the store names, so that its rights are what they are. */
async function copySecrets(plane: ControlPlane, accounts: Map<string, string>): Promise<void> {
  const stores = await list<SecretStore>(plane, 'secretstores.external-secrets.io')
  for (const store of stores.filter(each => each.status === undefined))
    await ready(plane, 'secretstore', store, true, 'Valid')
  for (const secret of await list<ExternalSecret>(plane, 'externalsecrets.external-secrets.io')) {
    const { kind, name } = secret.spec.secretStoreRef
    const store = stores.find(
      ({ metadata }) => metadata.name === name && metadata.namespace === secret.metadata.namespace,
    )
    if (kind !== 'SecretStore' || store === undefined || secret.metadata.deletionTimestamp !== undefined) continue
    const data = await fetched(plane, secret, store, accounts)
    if (data !== undefined) await deliver(plane, secret, data)
    const is = secret.status?.conditions?.[0]?.status
    if (is !== (data === undefined ? 'False' : 'True'))
      await ready(
        plane,
        'externalsecret',
        secret,
        data !== undefined,
        data === undefined ? 'SecretSyncedError' : 'SecretSynced',
      )
  }
}

function ready(plane: ControlPlane, resource: string, thing: Thing, is: boolean, reason: string) {
  const condition = {
    type: 'Ready',
    status: is ? 'True' : 'False',
    reason,
    message: '',
    lastTransitionTime: new Date(),
  }
  return status(plane, `${resource}.external-secrets.io`, thing, { conditions: [condition] })
}

async function fetched(
  plane: ControlPlane,
  { metadata: { namespace }, spec }: ExternalSecret,
  store: SecretStore,
  accounts: Map<string, string>,
): Promise<Record<string, string> | undefined> {
  const { kubernetes } = store.spec.provider
  if (kubernetes === undefined) return undefined
  const account = kubernetes.auth.serviceAccount.name
  // A token goes with its account: an old one is no reason to give up.
  for (const config of [accounts.get(account), await plane.serviceAccount(namespace, account).catch(() => undefined)]) {
    if (config === undefined) continue
    accounts.set(account, config)
    const found: Record<string, string> = {}
    for (const { secretKey, remoteRef } of spec.data) {
      const words = ['get', 'secret', remoteRef.key, `--namespace=${kubernetes.remoteNamespace}`, '--output', 'json']
      const { stdout } = await plane.kubectl([`--kubeconfig=${config}`, ...words])
      const data = stdout === '' ? {} : (JSON.parse(stdout) as { readonly data: Record<string, string> }).data
      const value = data[remoteRef.property]
      if (value !== undefined) found[secretKey] = value
    }
    if (Object.keys(found).length === spec.data.length) return found
  }
  return undefined
}

/**
 * `Owner`: the Secret belongs to the ExternalSecret, and the cluster deletes it with it; `Orphan`: it belongs to nobody.
 * https://external-secrets.io/latest/guides/ownership-deletion-policy/
 */
async function deliver(plane: ControlPlane, { metadata, spec }: ExternalSecret, data: Record<string, string>) {
  const { name, creationPolicy } = spec.target
  const owner = { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', name: metadata.name, uid: metadata.uid }
  const owners = creationPolicy === 'Owner' ? [{ ...owner, controller: true, blockOwnerDeletion: true }] : []
  const object = {
    ...{ apiVersion: 'v1', kind: 'Secret', data },
    metadata: { name, namespace: metadata.namespace, ownerReferences: owners },
  }
  const words = ['apply', '--server-side', '--force-conflicts', '--field-manager=external-secrets', '--filename', '-']
  await plane.kubectl(words, { input: JSON.stringify(object) })
}
