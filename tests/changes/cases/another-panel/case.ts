import type { Case } from '../../case.ts'

const board = (type: string): string => `import { service } from '@homelab/estate'
import { object, objects } from '@homelab/kubernetes'
import { kind } from '../places.ts'

const board = JSON.stringify({ title: 'House', panels: [{ title: 'Heat', type: '${type}' }] })

export const boards = service(import.meta, 'boards', {
  title: 'Boards',
  summary: 'pictures',
  ports: {},
  workload: objects({
    at: kind,
    namespace: 'boards',
    objects: [object('ConfigMap', { metadata: { name: 'house-dashboard' }, data: { 'house.json': board } })],
  }),
})
`
const listed = [
  ['import { caddy }', "import { boards } from './boards.ts'\nimport { caddy }"],
  ['  proxy,\n]', '  proxy,\n  boards,\n]'],
] as const

/** Nothing that runs behaves otherwise, and yet it has to be brought there. */
export default {
  before: { 'services/boards.ts': board('stat'), 'services/index.ts': [...listed] },
  edits: { 'services/boards.ts': board('gauge'), 'services/index.ts': [...listed] },
  says: ['cosmetic dashboards dashboard house, panel Heat changed type: stat → gauge'],
  only: true,
  silent: ['restarts *', 'stops *', 'destroys *'],
  causes: ['apps/cottage/services/boards.ts'],
} satisfies Case
