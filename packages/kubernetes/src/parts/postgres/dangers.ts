import type { DangerRule } from '@homelab/estate/model'
import { goes, isField, majors, objectRule } from '../../changes/rule.ts'

/** https://cloudnative-pg.io/documentation/current/postgres_upgrades/ */
export const postgresDangers: readonly DangerRule[] = [
  goes('server-goes', ['Cluster'], 'destroys', 'pruning it deletes its volumes with all databases'),
  objectRule('server-version', ['Cluster'], judged => {
    if (!isField(judged, 'spec.imageName', 'spec.imageCatalogRef')) return undefined
    const { before, after } = judged.change
    const major = majors(before, after)
    return major === undefined
      ? { danger: 'restarts', why: 'the operator restarts each instance' }
      : {
          danger: 'stops',
          why: `a major version, ${major}: all instances stop while the files are upgraded; there is no way back but a dump`,
        }
  }),
  objectRule('server-bootstrap', ['Cluster'], judged =>
    isField(judged, 'spec.bootstrap')
      ? { danger: 'recreates', why: 'it is read once, when the server is made: what runs stays as it is' }
      : undefined,
  ),
  objectRule('server-storage', ['Cluster'], judged => {
    if (!isField(judged, 'spec.storage', 'spec.walStorage')) return undefined
    const { before, after } = judged.change
    if (judged.path.at(-1) === 'size' && bytes(after) > bytes(before)) return undefined
    return { danger: 'recreates', why: 'volumes only grow, and keep their class: a new server has another' }
  }),
  objectRule('server-instances', ['Cluster'], judged =>
    isField(judged, 'spec.instances') && Number(judged.change.after) < Number(judged.change.before)
      ? { danger: 'destroys', why: 'the volumes of the instances that go are deleted' }
      : undefined,
  ),
]

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
function bytes(quantity: unknown): number {
  const [, amount = '', unit = ''] = /^([\d.]+)([A-Za-z]*)$/.exec(String(quantity)) ?? []
  const power = 'KMGTPE'.indexOf(unit.charAt(0).toUpperCase()) + 1
  return Number(amount) * (unit.endsWith('i') ? 1024 : 1000) ** power
}
