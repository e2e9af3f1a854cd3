import { after, type Needs, type Service, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

function waiting(name: string, on: () => Service): Service {
  // here
  return service(import.meta, name, {
    title: name,
    summary: name,
    ports: {},
    workload: pod(),
    needs: (): Needs => [after(on(), 'it must be up')],
  })
}

/** Two circles, and one who waits for a member of the second and so is in none. */
const guest: Service = waiting('guest', () => chicken)
const hen: Service = waiting('hen', () => egg)
const egg: Service = waiting('egg', () => hen)
const chicken: Service = waiting('chicken', () => chick)
const chick: Service = waiting('chick', () => chicken)

export default fixture(import.meta, { services: [guest, hen, egg, chicken, chick] })
export const expected: Expected = ['start-cycle chicken needs', 'start-cycle hen needs']
