/** Faults put into a live cluster, and what became of them. */
import type { Outcome } from '@homelab/rehearsal'
import type { ControlPlane } from '@homelab/rehearsal/run'

interface Thing {
  readonly kind: string
  readonly metadata: {
    readonly name: string
    readonly namespace?: string
    readonly uid: string
    readonly annotations?: Readonly<Record<string, string>>
  }
  readonly rules?: readonly unknown[]
  readonly spec?: { readonly target?: { readonly name?: string } }
}

export interface Healed {
  /** What was out of sync after a rule was taken from it. */
  readonly seen: readonly string[]
  readonly phase: string
  readonly changed: Thing
  /** The same after a sync. */
  readonly after: Thing
  /** The Secret that was deleted, and the one that its operator recreated. */
  readonly deleted: Thing
  readonly again: Thing
}

/** Takes a rule from a Role of an Application that is well, and deletes a Secret of an ExternalSecret that is. */
export async function tamper(plane: ControlPlane, { rows }: Outcome): Promise<Healed> {
  const fine = new Set(rows.filter(({ verdict }) => verdict === 'fine').map(({ application }) => application))
  const appOf = ({ metadata }: Thing): string =>
    metadata.annotations?.['argocd.argoproj.io/tracking-id']?.split(':')[0] ?? ''
  const get = async <T>(...words: readonly string[]): Promise<T> => {
    const { stdout, stderr } = await plane.kubectl(['get', ...words, '--output=json'])
    if (stdout === '') throw new Error(stderr)
    return JSON.parse(stdout) as T
  }
  const first = async (kinds: string): Promise<Thing> => {
    const { items } = await get<{ readonly items: readonly Thing[] }>(kinds, '--all-namespaces')
    const found = items.find(item => fine.has(appOf(item)))
    if (found === undefined) throw new Error(`no Application that is well has one of ${kinds}`)
    return found
  }
  const words = ({ metadata: { name, namespace } }: Thing, kind: string, as = name): string[] => [
    ...[kind, as],
    ...(namespace === undefined ? [] : [`--namespace=${namespace}`]),
  ]

  const changed = await first('roles.rbac.authorization.k8s.io')
  const rule = JSON.stringify([{ op: 'remove', path: '/rules/0' }])
  await plane.kubectl(['patch', ...words(changed, 'role'), '--type=json', '--patch', rule])
  const seen = await plane.sandbox.until('the changed Role is seen', async () => {
    const { outOfSync } = await plane.argocd.refreshed(appOf(changed))
    return outOfSync.length > 0 ? outOfSync : undefined
  })
  const { phase } = await plane.argocd.sync(appOf(changed))
  const after = await get<Thing>(...words(changed, 'role'))

  const external = await first('externalsecrets.external-secrets.io')
  const secret = words(external, 'secret', external.spec?.target?.name)
  const deleted = await get<Thing>(...secret)
  await plane.kubectl(['delete', ...secret])
  const again = await plane.sandbox.until('the deleted Secret is there again', () =>
    get<Thing>(...secret).catch(() => undefined),
  )
  return { seen, phase, changed, after, deleted, again }
}
