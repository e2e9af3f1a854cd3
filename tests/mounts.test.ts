/** What a host mounts: shares of others, and its own disks. */
import { diskMount, distributionPackage, hostService, nfsMount, systemdService } from '@homelab/ansible-gen'
import { folder, host, notBackedUp, service, share } from '@homelab/estate'
import { resolvedOf } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { hostChecks } from '../packages/checkup/src/derive/hosts.ts'
import { box, fixture } from './findings/parts.ts'
import { openFindings, render } from './support/render.ts'

const linux = host(box.name, { ...box, ownedPaths: ['/etc/systemd/system', '/srv', '/mnt'] })
const nas = host('nas', { platform: 'nas', role: 'keeps files', lanAddress: '192.0.2.20', lanName: 'nas.lan' })
const about = { backup: notBackedUp('a test'), nfsClients: ['192.0.2.0/24'] }
const music = share('music', nas, { path: '/volume1/music', holds: 'music', readOnly: true, ...about })
const films = share('films', nas, { path: '/volume1/films', holds: 'films', ...about })

const storage = service(import.meta, 'storage', {
  title: 'Storage',
  summary: 'mounts what others keep',
  ports: {},
  workload: hostService({
    at: linux,
    packages: [distributionPackage('nfs-common', 'mount.nfs')],
    programs: [
      nfsMount(music, '/mnt/music'),
      nfsMount(films, '/mnt/my-films', 'vers=4.2'),
      diskMount('/dev/disk/by-label/media', '/srv/media', { options: ['noatime'] }),
    ],
  }),
})
const player = service(import.meta, 'player', {
  title: 'Player',
  summary: 'plays music',
  ports: {},
  workload: hostService({
    at: linux,
    packages: [distributionPackage('player')],
    programs: [
      systemdService('player', { description: 'player', program: ['/usr/bin/player'], workingDirectory: '/' }),
    ],
    data: [folder('/srv/media/covers', 'covers', notBackedUp('a test')), folder('/srv/other', 'x', notBackedUp('x'))],
  }),
})

const lab = fixture(import.meta, { hosts: [linux, nas], shares: [music, films], services: [storage, player] })
const { files, findings } = render(lab)
/** Empty on a host. */
const root = '{{ storage_root }}'
const settings = (role: string, unit: string): readonly string[] =>
  (files.get(`ansible/roles/${role}/templates/${unit}.j2`) ?? '').split('\n').filter(line => /^[A-Z]\w*=/.test(line))

test('none of it is a finding', () => {
  expect(openFindings(findings)).toEqual([])
})

test('a share is mounted as its host exports it, under the name by which clients mount it', () => {
  expect(settings('storage', 'mnt-music.mount')).toEqual([
    ...[
      `Description=nas.lan:/volume1/music at ${root}/mnt/music`,
      'What=nas.lan:/volume1/music',
      `Where=${root}/mnt/music`,
    ],
    ...['Type=nfs', 'Options=ro,hard', 'WantedBy=multi-user.target'],
  ])
  expect(settings('storage', 'mnt-my_x2dfilms.mount')).toContain('Options=hard,vers=4.2')
  expect(files.get('ansible/roles/storage/tasks/main.yml')).toContain(String.raw`/mnt-my\x2dfilms.mount`)
})

test('a disk is mounted by a name that stays', () => {
  expect(settings('storage', 'srv-media.mount').slice(1, 5)).toEqual([
    ...['What=/dev/disk/by-label/media', `Where=${root}/srv/media`, 'Type=ext4', 'Options=noatime'],
  ])
})

test('what keeps its data there is not started into the empty folder below', () => {
  expect(settings('player', 'player.service')[1]).toBe('RequiresMountsFor=/srv/media')
})

test('it is asked whether they are mounted', () => {
  const resolved = resolvedOf(lab)
  const asked = resolved.services.filter(({ name }) => name === 'storage').flatMap(one => hostChecks(resolved, one))
  expect(asked.map(({ what, where }) => `${what} ${where}`)).toEqual([
    ...['mount box /mnt/music', 'mount box /mnt/my-films', 'mount box /srv/media'],
  ])
})
