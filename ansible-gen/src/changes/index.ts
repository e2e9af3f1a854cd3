import type { ChangeFacet, DangerRule, ToJudge } from '@homelab/estate/model'
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
      return /^(templates|defaults|files)\//.test(file)
        ? { danger: 'restarts', why: 'the handlers of the role restart what reads it, on the next run of the playbook' }
        : undefined
    },
  },
]

export const ansibleChanges: ChangeFacet = { readers: [projectReader], rules: roleDangers }

export { caddyChanges } from '../caddy/changes.ts'
