import { hostService } from '@homelab/ansible-gen'
import { host, http, service } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'
import { wall, walled } from '../walled.ts'

const nas = host('nas', { platform: 'nas', role: 'keeps files', home: '/home/nas', ownedPaths: ['/etc'] })
const { name: _, kind, ...like } = walled
const away = host('away', { ...like, lanAddress: '198.51.100.7' })
const alone = host('alone', { ...like, lanAddress: '192.0.2.41' })

const app = service(import.meta, 'app', {
  title: 'App',
  summary: 'is for a tailnet that its host is not in',
  ports: { http: http(3000) },
  // here
  workload: hostService({ at: walled, reachedFrom: { http: 'tailnet' } }),
})
// here
const onNas = wall(import.meta, {}, nas, 'on-nas')
// here
const outside = wall(import.meta, {}, away, 'outside')
// here
const shut = wall(import.meta, { ssh: ['tailnet'] }, alone, 'shut')

export default fixture(import.meta, {
  hosts: [box, walled, nas, away, alone],
  services: [app, wall(import.meta), onNas, outside, shut],
})
export const expected: Expected = [
  'unprovided-reference app workload.reachedFrom.http',
  'unprovided-reference on-nas workload.programs',
  'unprovided-reference outside workload.programs',
  'unprovided-reference shut workload.programs',
]
