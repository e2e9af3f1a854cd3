/** Secrets in the playbook: read before anything changes, each once, also when two roles need one. */

import { file, hostService, pieces } from '@homelab/ansible-gen'
import { ansible } from '@homelab/ansible-gen/render'
import { resolvedOf, type Secret, type Service, service } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { box, fixture, secrets } from './findings/parts.ts'
import { type Fields, opened, playedRoles, rendered, tasksOf, yaml } from './support/ansible.ts'

function writer(name: string, secret: Secret): Service {
  return service(import.meta, name, {
    title: 'Writer',
    summary: 'writer',
    ports: {},
    workload: hostService({ at: box, files: [file(`/home/box/${name}`, '0600', pieces(secret))] }),
  })
}

test('what one role has read, another gets without asking', () => {
  const shared = secrets.app.password
  const { files } = ansible({}).render(
    resolvedOf(fixture(import.meta, { services: [writer('one', shared), writer('two', shared)] })),
  )
  const [play] = parse(files.find(({ path }) => path === 'ansible/playbooks/box.yml')?.content ?? '') as Fields[]
  expect(play?.['pre_tasks']).toEqual([
    {
      name: 'Fetch the secrets of one',
      'ansible.builtin.import_role': { name: 'one', tasks_from: 'secrets.yml' },
      tags: ['one'],
    },
    {
      name: 'Share password of app with two',
      'ansible.builtin.set_fact': { two_password: '{{ one_password }}' },
      when: 'one_password is defined',
      no_log: true,
      tags: ['two'],
    },
    {
      name: 'Fetch the secrets of two',
      'ansible.builtin.import_role': { name: 'two', tasks_from: 'secrets.yml' },
      tags: ['two'],
    },
  ])
})

const roles = playedRoles().map(({ role }) => role)

test('every role with secrets reads them before the roles, and again for itself', () => {
  const [play] = yaml<readonly Fields[]>('playbooks/indri.yml')
  const withSecrets = roles.filter(role => rendered.has(`roles/${role}/tasks/secrets.yml`))
  // Before anything else that the playbook does.
  const first = ((play?.['pre_tasks'] ?? []) as Fields[]).slice(0, withSecrets.length)
  expect(first.map(task => (task['ansible.builtin.import_role'] as Fields | undefined)?.['name'])).toEqual(withSecrets)
  for (const role of withSecrets)
    expect(tasksOf(role)[0]).toMatchObject({ 'ansible.builtin.import_tasks': { file: 'secrets.yml' } })
})

test('whatever mentions a secret is not logged', () => {
  for (const role of roles) {
    // What the vault answers, and what is kept of it; the words of its refusal are shown.
    const reading = rendered.has(`roles/${role}/tasks/secrets.yml`) ? tasksOf(role, 'tasks/secrets.yml') : []
    for (const { name, block, no_log } of reading)
      if (block === undefined) expect(no_log, `${role}: ${name}`).toBe(true)
    const names = Object.entries(
      yaml<{ argument_specs: { main: { options: Record<string, Fields> } } }>(`roles/${role}/meta/argument_specs.yml`)
        .argument_specs.main.options,
    ).flatMap(([name, option]) => (option['no_log'] === true ? [name] : []))
    const templates = [...rendered].filter(
      ([path, text]) => path.startsWith(`roles/${role}/templates/`) && names.some(name => text.includes(name)),
    )
    const all = [...tasksOf(role), ...opened(tasksOf(role, 'tasks/main.yml'))]
    for (const task of all) {
      const { when: _, ...rest } = task
      const source = (task['ansible.builtin.template'] as Fields | undefined)?.['src']
      const mentions =
        names.some(name => JSON.stringify(rest).includes(`{{ ${name}`)) ||
        templates.some(([path]) => path.endsWith(`/${source}`))
      if (mentions) expect(task['no_log'], `${role}: ${task['name']}`).toBe(true)
    }
    expect(templates.length > 0 || names.length === 0 || role === 'forgejo_actions_secrets').toBe(true)
  }
})

test('every variable of a role is described, and every default is in both places', () => {
  for (const role of roles) {
    const { options = {} } = yaml<{ argument_specs: { main: { options?: Record<string, Fields> } } }>(
      `roles/${role}/meta/argument_specs.yml`,
    ).argument_specs.main
    const defaults = rendered.has(`roles/${role}/defaults/main.yml`)
      ? yaml<Fields>(`roles/${role}/defaults/main.yml`)
      : {}
    const described = Object.entries(options).flatMap(([name, option]) =>
      option['default'] === undefined ? [] : [[name, option['default']]],
    )
    expect(Object.fromEntries(described)).toEqual(defaults)
    const used = [...rendered]
      .filter(([path]) => path.startsWith(`roles/${role}/`) && !path.includes('/meta/') && !path.endsWith('.md'))
      .flatMap(([, text]) =>
        Array.from(text.matchAll(new RegExp(`\\{\\{ (${role}_(?:home|brew_prefix|root))\\b`, 'g')), ([, name]) => name),
      )
    expect(Object.keys(defaults)).toEqual(expect.arrayContaining(used))
  }
})
