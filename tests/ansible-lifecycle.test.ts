/** A service of a host that comes, is renamed and goes: the whole list of its files, and what stays as it was. */
import { directory, file, hostService, inHome, launchAgent } from '@homelab/ansible-gen'
import { ansible } from '@homelab/ansible-gen/render'
import { resolvedOf, type Service, service, text } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import { indri } from '../apps/blumeops/hosts.ts'
import { slots } from './support/ansible.ts'
import { resolvedOnce } from './support/opened.ts'

function guest(name: string): Service {
  const settings = inHome(indri, `.config/${name}`)
  return service({ url: new URL(`../apps/blumeops/services/${name}.ts`, import.meta.url).href }, name, {
    title: 'Guest',
    summary: 'comes and goes',
    ports: {},
    workload: hostService({
      at: indri,
      directories: [directory(settings)],
      programs: [
        launchAgent({
          label: `org.example.${name}`,
          program: ['/bin/sh', `${settings}/run`],
          logs: inHome(indri, `Library/Logs/${name}`),
          reads: [file(`${settings}/run`, '0755', text('#!/bin/sh\n'))],
        }),
      ],
    }),
  })
}

function rendered(services: readonly Service[]): ReadonlyMap<string, string> {
  const { files, findings } = ansible(slots).render(resolvedOf({ ...blumeops, services }))
  // What the estate accepts is sorted out later.
  expect(findings.filter(({ code }) => code !== 'unrotated-log')).toEqual([])
  return new Map(files.map(({ path, content }) => [path, content]))
}

const before = rendered(blumeops.services)

test('adding a service adds its role, and a line in the playbook', () => {
  const after = rendered([...blumeops.services, guest('guest')])
  expect([...after.keys()].filter(path => !before.has(path)).sort()).toEqual([
    'ansible/roles/guest/README.md',
    'ansible/roles/guest/defaults/main.yml',
    'ansible/roles/guest/handlers/main.yml',
    'ansible/roles/guest/meta/argument_specs.yml',
    'ansible/roles/guest/meta/main.yml',
    'ansible/roles/guest/tasks/main.yml',
    'ansible/roles/guest/templates/org.example.guest.plist.j2',
    'ansible/roles/guest/templates/run.j2',
  ])
  // Alloy tails the logs of the new service, and logrotate empties them, without being told.
  expect([...before].filter(([path, content]) => after.get(path) !== content).map(([path]) => path)).toEqual([
    'ansible/playbooks/indri.yml',
    'ansible/roles/alloy/templates/config.alloy.j2',
    'ansible/roles/logrotate/templates/logrotate.conf.j2',
  ])
})

test('renaming it renames its files', () => {
  const one = [...rendered([...blumeops.services, guest('guest')]).keys()]
  const other = [...rendered([...blumeops.services, guest('visitor')]).keys()]
  expect(other.sort()).toEqual(one.map(path => path.replaceAll('guest', 'visitor')).sort())
})

test('removing it restores every byte', () => {
  rendered([...blumeops.services, guest('guest')])
  expect([...rendered(blumeops.services)]).toEqual([...before])
})

test('the same estate read back from JSON renders the same bytes', () => {
  const { parts, ...plain } = resolvedOnce(blumeops)
  const { files } = ansible(slots).render({ ...JSON.parse(JSON.stringify(plain)), parts })
  expect(files.map(({ path, content }) => [path, content])).toEqual([...before])
})
