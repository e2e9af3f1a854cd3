import { after, type Needs, type Service, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

// here
const hen: Service = service(import.meta, 'hen', {
  title: 'Hen',
  summary: 'lays eggs',
  ports: {},
  workload: pod(),
  needs: (): Needs => [after(egg, 'hatches from it')],
})
const egg: Service = service(import.meta, 'egg', {
  title: 'Egg',
  summary: 'hatches',
  ports: {},
  workload: pod(),
  needs: (): Needs => [after(hen, 'is laid by it')],
})

export default fixture(import.meta, { services: [hen, egg] })
export const expected: Expected = ['start-cycle hen needs']
