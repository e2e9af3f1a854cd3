import { after, external, type Needs, service } from '@homelab/estate'
import { box, type Expected, fixture, pod } from '../parts.ts'

const gone = service(import.meta, 'gone', { title: 'Gone', summary: 'gone', ports: {}, workload: external(box) })
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod(),
  // here
  needs: (): Needs => [after(gone, 'it must be up')],
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['unknown-service web needs']
