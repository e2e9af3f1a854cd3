/** What reads a file before it is written: Ansible puts the file in place of `%s`, and cuts the rest as Python's shlex does. */
import { file, hostService, pieces, systemdService } from '@homelab/ansible-gen'
import { host, service } from '@homelab/estate'
import { readYaml } from '@homelab/formats'
import { expect, test } from 'vitest'
import { fixture } from './findings/parts.ts'
import { render } from './support/render.ts'

const server = host('server', { platform: 'linux', role: 'x', home: '/home/x', user: 'x' })
const path = '/etc/kept/main.conf'

test('words come to the program as they are', () => {
  const kept = service(import.meta, 'kept', {
    title: 'Kept',
    summary: 'is kept running',
    ports: {},
    workload: hostService({
      at: server,
      programs: [
        systemdService('kept', {
          description: 'Kept',
          program: ['/bin/cat', path],
          reads: [{ ...file(path, '0644', pieces('a')), owner: { user: 'root' } }],
          reload: {
            files: [path],
            command: ['/bin/kill', '-HUP', '1'],
            validate: ['/opt/my kept/check', '--share=100%', 'it\'s "so"', '%s'],
            unheard: 'No such process',
          },
        }),
      ],
    }),
  })
  const { files } = render(fixture(import.meta, { hosts: [server], clusters: [], services: [kept] }))
  const tasks = readYaml(files.get('ansible/roles/kept/tasks/main.yml') ?? '') as readonly {
    readonly 'ansible.builtin.template'?: { readonly dest: string; readonly validate?: string }
  }[]
  const written = tasks.map(task => task['ansible.builtin.template']).find(each => each?.dest.endsWith(path))
  expect(written?.validate).toBe(`'/opt/my kept/check' --share=100%% 'it'\\''s "so"' %s`)
})
