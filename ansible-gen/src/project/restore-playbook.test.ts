import { host, type Resolved } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { type RestoreTest, restorePlaybook } from './restore-playbook.ts'

const box = host('box', { platform: 'linux', role: 'makes backups', home: '/home/me' })
const tested = (name: string): RestoreTest => ({ host: box, script: `/usr/bin/${name}`, user: undefined })

/** https://docs.ansible.com/projects/ansible/latest/collections/ansible/builtin/index.html#filter-plugins and Jinja's own. */
const filters = new Set(['default', 'flatten', 'list', 'map'])

test.each([1, 2])('the report of %d repositories of a host calls what Ansible has', count => {
  const text = JSON.stringify(restorePlaybook({ title: 'Lab' } as Resolved, ['one', 'two'].slice(0, count).map(tested)))
  const called = [...text.matchAll(/\| (\w+)/g)].map(([, name = '']) => name)
  expect(called.length).toBeGreaterThan(1)
  expect(called.filter(name => !filters.has(name))).toEqual([])
  // What each script said is in the report, of those that fail too.
  expect(text.match(/stdout_lines/g)?.length).toBeGreaterThan(1)
})
