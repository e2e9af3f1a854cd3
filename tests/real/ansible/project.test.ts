/** What Ansible reads in the project's own files: settings, inventory, and the variables that the roles document. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, describe, expect, test } from 'vitest'
import { playedRoles, resolved, secretReads, yaml } from '../../support/ansible.ts'
import { python } from '../python.ts'
import { writeProject } from './project.ts'

const tools = await python()
const folder = mkdtempSync(join(tmpdir(), 'ansible-project-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Option {
  readonly type: string
  readonly description: string | readonly string[]
  readonly no_log?: boolean
}

describe.skipIf(tools === undefined)('the project', () => {
  const project = writeProject(resolved, folder)

  async function ask<T>(program: string, ...args: readonly string[]): Promise<T> {
    const { stdout } = await execa(tools?.program(program) ?? '', args, {
      cwd: project,
      env: { ANSIBLE_HOME: join(folder, 'home') },
    })
    return JSON.parse(stdout)
  }

  test('settings, as Ansible takes them from the file', async () => {
    type Setting = { readonly name: string; readonly origin: string; readonly value: unknown }
    const all = await ask<Setting[]>('ansible-config', 'dump', '--only-changed', '--format', 'json')
    const own = all.filter(({ origin }) => origin === join(project, 'ansible.cfg'))
    expect(Object.fromEntries(own.map(({ name, value }) => [name, value]))).toEqual({
      DEFAULT_BECOME: false,
      DEFAULT_HOST_LIST: [join(project, 'inventory/hosts.yml')],
      DEFAULT_ROLES_PATH: [join(project, 'roles')],
      HOST_KEY_CHECKING: false,
      INTERPRETER_PYTHON: 'auto_silent',
    })
  })

  test('the inventory has the rendered groups and hosts', async () => {
    const {
      _meta: meta,
      all,
      ...groups
    } = await ask<Record<string, { hosts: string[] }>>('ansible-inventory', '--list')
    expect(Object.fromEntries(Object.entries(groups).map(([name, { hosts }]) => [name, hosts]))).toEqual(
      Object.fromEntries(
        Object.entries(yaml<Record<string, { hosts: object }>>('inventory/hosts.yml')).map(([name, { hosts }]) => [
          name,
          Object.keys(hosts),
        ]),
      ),
    )
    expect(meta).toMatchObject({
      hostvars: { indri: { host_home: '/Users/erichblume', host_brew_prefix: '/opt/homebrew' } },
    })
  })

  test('every variable of a role is documented, with its type, and secrets are not logged', async () => {
    const played = playedRoles().map(({ role }) => role)
    const roles = await ask<Record<string, { entry_points: { main: { options?: Record<string, Option> } } }>>(
      'ansible-doc',
      ...['--type', 'role', '--roles-path', 'roles', '--json', ...played],
    )
    for (const role of played) {
      const options = roles[role]?.entry_points.main.options ?? {}
      for (const [name, { type, description }] of Object.entries(options))
        expect([name, type, description.length > 0]).toEqual([name, 'str', true])
      const hidden = Object.entries(options).filter(([, option]) => option.no_log === true)
      expect(hidden.map(([name]) => name)).toEqual([...secretReads(role).keys()].toSorted())
      const known = new Set([...Object.keys(options), ...registeredIn(join(project, 'roles', role)), 'ansible_managed'])
      expect(usedIn(join(project, 'roles', role)).filter(name => !known.has(name))).toEqual([])
    }
  })
})

/** Variables that the templates of a role use. */
function usedIn(role: string): readonly string[] {
  const templates = readdirSync(role).includes('templates') ? readdirSync(join(role, 'templates')) : []
  return templates.flatMap(name => {
    const text = readFileSync(join(role, 'templates', name), 'utf8')
    return Array.from(text.matchAll(/\{\{ (\w+)/g), ([, variable = '']) => variable)
  })
}

/** What its own tasks found before they write. */
function registeredIn(role: string): readonly string[] {
  const text = readFileSync(join(role, 'tasks/main.yml'), 'utf8')
  return Array.from(text.matchAll(/^ {2}register: (\w+)$/gm), ([, variable = '']) => variable)
}
