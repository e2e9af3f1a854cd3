import type { Cluster, DeliveryQuestion, Verdict } from '@homelab/estate/model'
import { argoCdOf } from './settings.ts'

/** https://argo-cd.readthedocs.io/en/stable/user-guide/status/ */
interface Application {
  readonly status?: {
    readonly sync?: { readonly status?: string }
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
function judge({ status }: Application): Verdict {
  const { sync, health } = { sync: status?.sync?.status, health: status?.health?.status }
  const detail = `${sync ?? 'no sync status'}, ${health ?? 'no health'}`
  const { phase = '', message = '' } = status?.operationState ?? {}
  if (phase === 'Failed' || phase === 'Error')
    return { state: 'down', detail: `${detail}, but the last sync: ${phase}, ${message}` }
  if (sync === 'OutOfSync') return { state: 'down', detail }
  if (sync !== 'Synced') return { state: 'unknown', detail }
  return { state: health === 'Healthy' ? 'up' : 'warning', detail }
}
