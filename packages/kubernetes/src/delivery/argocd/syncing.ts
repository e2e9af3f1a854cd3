import type { ByItself } from '@homelab/estate/model'
import type { ArgoCdDelivery } from './settings.ts'

/** When Argo CD syncs: https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/ */
export interface Syncing {
  /**
   * `by-itself`: what is pushed is synced without being asked, within three minutes. `by-hand`: somebody syncs.
   *
   * @default 'by-hand'
   */
  readonly sync?: 'by-itself' | 'by-hand'
  /**
   * Where it syncs by itself: what is no longer rendered is deleted with that.
   *
   * @default false
   */
  readonly prune?: boolean
  /**
   * Where it syncs by itself: what somebody changes in the cluster is put back within seconds, a Deployment that was scaled down
   * for a restore, too.
   *
   * @default false
   */
  readonly selfHeal?: boolean
}

/** What comes of it for one Application, which may say otherwise than the delivery; nothing where somebody syncs it. */
export function byItselfOf(delivery: ArgoCdDelivery, application: Syncing): ByItself | undefined {
  const { sync, prune, selfHeal } = syncingOf(delivery, application)
  return sync === 'by-itself' ? { prunes: prune, heals: selfHeal } : undefined
}

/** What holds of an Application, each word where nothing else is said. */
export function syncingOf(delivery: Syncing, application: Syncing): Required<Syncing> {
  return {
    sync: application.sync ?? delivery.sync ?? 'by-hand',
    prune: application.prune ?? delivery.prune ?? false,
    selfHeal: application.selfHeal ?? delivery.selfHeal ?? false,
  }
}

/**
 * The Application that holds all others, as the delivery says: it never deletes one of them, and never puts back what somebody set
 * in one while a change is rolled out. That of another cluster holds the project that says what may come there: somebody looks first.
 */
export function rootSyncing({ from }: Pick<ArgoCdDelivery, 'from'>): Syncing {
  return { prune: false, selfHeal: false, ...(from !== undefined && { sync: 'by-hand' }) }
}
