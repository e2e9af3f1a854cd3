import { image, notBackedUp, service, share } from '@homelab/estate'
import { shareClaim } from '@homelab/kubernetes'
import { box, type Expected, fixture, pod } from '../parts.ts'

const container = { image: image('example.org/app', '1.0.0'), mounts: { music: '/music' } }
const exported = { path: '/music', nfsClients: ['192.0.2.0/24'], holds: 'music', backup: notBackedUp('a fixture') }
const music = share('music', box, { ...exported, readOnly: true })
const films = share('films', box, exported)
const size = '1Ti'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'writes what is exported for reading',
  ports: {},
  workload: pod({
    container,
    // here
    volumes: [shareClaim('music', { claim: 'music', persistentVolume: 'music', share: music, size, writable: true })],
  }),
})
const right = service(import.meta, 'right', {
  title: 'Right',
  summary: 'writes what is exported for writing',
  ports: {},
  workload: pod({
    container,
    volumes: [shareClaim('music', { claim: 'films', persistentVolume: 'films', share: films, size, writable: true })],
  }),
})

export default fixture(import.meta, { shares: [music, films], services: [web, right] })
export const expected: Expected = ['refused-mount web volumes.music']
