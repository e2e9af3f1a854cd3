/** What the roles do on their host for each fact that services declare; what exactly is written, `dist/` holds. */
import { present } from '@homelab/formats/present'
import { parse as parsePlist } from 'plist'
import { describe, expect, test } from 'vitest'
import { allWritten, calls, type Fields, onHost, playedRoles, resolved, secretReads, yaml } from './support/ansible.ts'

const files = [...allWritten()]
const roles = playedRoles()
const marker = yaml<{ ansible_managed: string }>('inventory/group_vars/all.yml').ansible_managed
const roleOf = (service: string): string => service.replaceAll('-', '_')
const onHosts = resolved.services.filter(({ name }) => roles.some(({ role }) => role === roleOf(name)))

describe('the project', () => {
  test('plays a role for each service of the host, with one tag, its name', () => {
    expect(onHosts).toHaveLength(roles.length)
    expect(roles).toEqual(roles.map(({ role }) => ({ role, tags: [role] })))
  })

  test('lists each host by its name in the tailnet and its login, and every group has one', () => {
    const groups = yaml<Record<string, { hosts: Record<string, Fields> }>>('inventory/hosts.yml')
    for (const { hosts } of Object.values(groups)) {
      expect(Object.keys(hosts).length).toBeGreaterThan(0)
      for (const [name, host] of Object.entries(hosts)) {
        const user = resolved.hosts.find(each => each.name === name)?.user
        expect(host).toEqual({ ansible_host: name, ...present({ ansible_user: user }) })
      }
    }
  })

  test('marks every file, but for JSON and those that are nothing but a secret', () => {
    expect(marker).toMatch(/do not edit/)
    const without = files.filter(([, { text }]) => !text.includes(marker))
    expect(without.filter(([path, { text }]) => !path.endsWith('.json') && !/^(?:<[\w-]+>\n?)+$/.test(text))).toEqual(
      [],
    )
  })
})

describe('secrets', () => {
  test.each(onHosts)('$name reads what it declares', ({ name, secrets }) => {
    const asked = [...secretReads(roleOf(name)).values()].map(reference => reference.split('/').slice(-2).join('/'))
    const declared = secrets.map(({ item, itemId, field }) => `${itemId ?? item}/${field}`)
    expect(asked).toEqual(expect.arrayContaining(declared))
  })

  test('none stands in a file that others may read', () => {
    const values = /<(?:[\w]+-)*(?:pat|password|token|secret|credential|key)>/
    const open = files.filter(
      ([path, { text, mode }]) => !path.endsWith('.plist') && values.test(text) && !mode.endsWith('00'),
    )
    expect(open.map(([path]) => path)).toEqual([])
  })
})

describe('what is deployed', () => {
  const plists = files.filter(([path]) => path.endsWith('.plist'))

  test('the file of a job is named after its label, and everybody may read it', () => {
    expect(plists.length).toBeGreaterThan(0)
    for (const [path, { text, mode }] of plists) {
      expect(parsePlist(text)).toMatchObject({
        Label: path
          .split('/')
          .at(-1)
          ?.replace(/\.plist$/, ''),
      })
      expect(mode).toBe('0644')
    }
  })

  test('a file lies in a folder that some role makes, or that its host has', () => {
    const made = roles.flatMap(({ role }) =>
      calls(role, 'ansible.builtin.file').map(({ path }) => onHost(role, String(path))),
    )
    const system = resolved.hosts.flatMap(({ ownedPaths = [], home }) => [...ownedPaths, home])
    const folder = (path: string): string => path.slice(0, path.lastIndexOf('/'))
    const homeless = files.filter(
      ([path]) => !made.includes(folder(path)) && !system.some(each => each !== undefined && path.startsWith(each)),
    )
    expect(homeless.map(([path]) => path).filter(path => !path.startsWith('/Library/LaunchDaemons/'))).toEqual([])
  })

  test('each declared text file is written by one script', () => {
    const declared = resolved.services.flatMap(({ textfiles }) => textfiles)
    expect(declared.length).toBeGreaterThan(0)
    for (const { path } of declared)
      expect(files.filter(([, { text }]) => text.includes(`OUTPUT='${path}'`))).toHaveLength(1)
  })

  test('each declared log file is tailed', () => {
    const collectors = files.filter(([path]) => path.endsWith('.alloy')).map(([, { text }]) => text)
    expect(collectors).toHaveLength(1)
    const here = onHosts.flatMap(({ logs }) => logs)
    expect(here.length).toBeGreaterThan(0)
    for (const { path } of here) expect(collectors[0]).toContain(`"${path}"`)
  })
})
