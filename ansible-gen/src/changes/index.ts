import { type ChangeFacet, type DangerRule, known, type Resolved, type ToJudge } from '@homelab/estate/model'
import { projectReader } from './reader.ts'

const isRole = ({ change }: ToJudge): boolean => change.system === 'ansible' && change.subject.startsWith('role ')

/** What is true of every role; parts know what programs of one kind do. */
const roleDangers: readonly DangerRule[] = [
  {
    name: 'role-goes',
    judge: toJudge => {
      const { kind, path } = toJudge.change
      if (!isRole(toJudge) || kind !== 'removed' || path !== 'tasks/main.yml') return undefined
      return {
        danger: 'stops',
        why: 'nothing plays it any more: what it installed stays on the host, and is nobody’s, until it is removed by hand',
      }
    },
  },
  {
    name: 'role-configures',
    judge: toJudge => {
      const [file = ''] = toJudge.path
      if (!isRole(toJudge) || toJudge.change.path === file) return undefined
      if (!/^(templates|defaults|files)\//.test(file)) return undefined
      return isTakenOver(toJudge, file)
        ? { danger: 'reloads', why: 'on the next run of the playbook what reads it takes it over: connections go on' }
        : { danger: 'restarts', why: 'the handlers of the role restart what reads it, on the next run of the playbook' }
    },
  },
]

/** All that reads it takes it over while it runs, by what is stated after the change: that is what the role then has. */
function isTakenOver({ change, estates: { after } }: ToJudge, file: string): boolean {
  const units = after === undefined ? [] : unitsOf(after, change.subject.slice('role '.length))
  // A template that is read in blocks has one of them behind it.
  const [template] = file.split(' › ')
  const isOf = (id: string): boolean => template === `templates/${id.slice(id.lastIndexOf('/') + 1)}.j2`
  return (
    units.some(({ reloadedBy = [] }) => reloadedBy.some(isOf)) &&
    !units.some(({ restartedBy }) => restartedBy.some(isOf))
  )
}

function unitsOf({ services }: Resolved, role: string) {
  return services
    .filter(({ runs }) => runs.deliveries.some(each => each.by === 'ansible' && 'role' in each && each.role === role))
    .flatMap(({ runs }) => known(runs.units))
}

export const ansibleChanges: ChangeFacet = { readers: [projectReader], rules: roleDangers }

export { caddyChanges } from '../caddy/changes.ts'
