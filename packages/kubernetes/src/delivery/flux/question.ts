import type { Cluster, DeliveryQuestion, Verdict } from '@homelab/estate/model'
import { fluxOf } from './settings.ts'

/** https://fluxcd.io/flux/components/kustomize/kustomizations/#kustomization-status */
interface Kustomization {
  readonly metadata?: { readonly generation?: number }
  readonly spec?: { readonly suspend?: boolean }
  readonly status?: {
    readonly observedGeneration?: number
    readonly lastAppliedRevision?: string
    readonly conditions?: readonly { readonly type?: string; readonly status?: string; readonly message?: string }[]
  }
}

/** It says how the last run ended: what somebody changed since then shows at the next one. */
export function question(cluster: Cluster): DeliveryQuestion {
  const { namespace, root, sync } = fluxOf(cluster)
  return {
    ...{ resource: 'kustomizations.kustomize.toolkit.fluxcd.io', namespace },
    what: { one: 'Kustomization', others: 'Kustomizations' },
    judge: object => {
      const { metadata = {}, ...kustomization } = object as Kustomization & {
        readonly metadata?: { readonly name?: string }
      }
      return judge({ metadata, ...kustomization }, sync === 'by-hand' && metadata.name !== root)
    },
  }
}

/** @param rests it is suspended whenever nobody brings something */
function judge({ metadata, spec, status }: Kustomization, rests: boolean): Verdict {
  const { lastAppliedRevision: revision = 'no revision', observedGeneration, conditions = [] } = status ?? {}
  const ready = conditions.find(({ type }) => type === 'Ready')
  if (ready === undefined) return { state: 'unknown', detail: 'never applied' }
  const detail = `${revision}: ${ready.message ?? 'no message'}`
  if (ready.status === 'False') return { state: 'down', detail }
  if (ready.status !== 'True') return { state: 'warning', detail: `under way, ${detail}` }
  if (spec?.suspend === true)
    return rests ? { state: 'up', detail } : { state: 'warning', detail: `suspended, ${detail}` }
  const isSeen = observedGeneration === undefined || observedGeneration === metadata?.generation
  return isSeen ? { state: 'up', detail } : { state: 'warning', detail: `changed and not looked at yet, ${detail}` }
}
