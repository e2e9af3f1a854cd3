import type { Cluster, DeliveryQuestion, Verdict } from '@homelab/estate/model'
import { argoCdOf } from './settings.ts'

/** https://argo-cd.readthedocs.io/en/stable/user-guide/status/ */
interface Application {
  readonly spec?: { readonly syncPolicy?: { readonly automated?: unknown } }
  readonly status?: {
    readonly sync?: { readonly status?: string }
    readonly conditions?: readonly { readonly type?: string; readonly message?: string }[]
    readonly health?: { readonly status?: string }
    readonly operationState?: { readonly phase?: string; readonly message?: string }
  }
}

export function question(cluster: Cluster): DeliveryQuestion {
  return {
    resource: 'applications.argoproj.io',
    namespace: argoCdOf(cluster).namespace,
    compares: true,
    what: { one: 'Application', others: 'Applications' },
    judge: object => judge(object as Application),
  }
}

/**
 * Out of sync fails, and so does what the last sync did not bring about: an object that the API server refused can show
 * as synced. A health that is not good is shown, as is what is under way.
 */
function judge({ spec, status }: Application): Verdict {
  const { sync, health } = { sync: status?.sync?.status, health: status?.health?.status }
  const detail = `${sync ?? 'no sync status'}, ${health ?? 'no health'}`
  const { phase = '', message = '' } = status?.operationState ?? {}
  if (phase === 'Failed' || phase === 'Error')
    return { state: 'down', detail: `${detail}, but the last sync: ${phase}, ${message}` }
  if (sync === 'OutOfSync') {
    if (spec?.syncPolicy?.automated === undefined) return { state: 'down', detail }
    const error = status?.conditions?.find(({ type }) => type === 'SyncError')?.message
    const why = error ?? 'a window may hold it, or what is left waits for somebody who prunes it'
    return { state: 'down', detail: `${detail}, although it syncs by itself: ${why}` }
  }
  if (sync !== 'Synced') return { state: 'unknown', detail }
  return { state: health === 'Healthy' ? 'up' : 'warning', detail }
}
