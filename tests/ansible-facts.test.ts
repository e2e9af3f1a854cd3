/** What the roles do on the Mac, against the facts; where they part, a difference of the estate says so. */

import { parse as parsePlist } from 'plist'
import { parse as parseToml } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import * as facts from './facts/ansible.ts'
import {
  allWritten,
  calls,
  type Fields,
  onHost,
  playedRoles,
  rendered,
  resolved,
  secretReads,
  tasksOf,
  text,
  yaml,
} from './support/ansible.ts'

const home = '/Users/erichblume'
const files = [...allWritten()]
const plists = files.filter(([path]) => path.endsWith('.plist'))

/** What is rendered beyond the facts, and the difference of the estate that tells it. */
const beyond: Readonly<Record<string, string>> = {
  [`${home}/.local/bin/borgmatic-record`]: 'recorder, its records and the restore test',
  [`${home}/.local/bin/borgmatic-run`]: 'when a backup runs',
  [`${home}/.local/bin/borgmatic-restore-test`]: 'recorder, its records and the restore test',
  [`${home}/.local/state/borgmatic-runs`]: 'recorder, its records and the restore test',
  [`${home}/Library/LaunchAgents/mcquack.eblume.borgmatic-maintenance.plist`]: 'retention and checks',
  [`${home}/Library/Logs/mcquack.borgmatic-maintenance.out.log`]: 'retention and checks',
  [`${home}/Library/Logs/mcquack.borgmatic-maintenance.err.log`]: 'retention and checks',
  [`${home}/Library/Logs/mcquack.caddy.out.log`]: 'log files of Caddy',
  [`${home}/Library/Logs/mcquack.caddy.err.log`]: 'log files of Caddy',
  [`${home}/Library/LaunchAgents`]: 'folder of the LaunchAgents',
  '/usr/local/bin': 'folder of the power script',
}

test('everything beyond the facts is a difference of the estate', () => {
  const told = resolved.differences.map(({ what }) => what)
  expect(told).toEqual(expect.arrayContaining(Object.values(beyond)))
})

/** Without what a difference tells; each of those must be there. */
function asToday<T>(all: ReadonlyMap<string, T>, of: (path: string) => boolean): Record<string, T> {
  const extra = Object.keys(beyond).filter(of)
  expect([...all.keys()]).toEqual(expect.arrayContaining(extra))
  return Object.fromEntries([...all].filter(([path]) => !extra.includes(path)))
}

describe('A1, A2: the project', () => {
  test('settings', () => {
    expect(
      text('ansible.cfg')
        .split('\n')
        .filter(line => line !== '' && !line.startsWith(';')),
    ).toEqual([
      '[defaults]',
      'inventory = inventory/hosts.yml',
      'interpreter_python = auto_silent',
      'roles_path = roles',
      'host_key_checking = false',
      '[privilege_escalation]',
      'become = false',
    ])
    expect(yaml('requirements.yml')).toEqual({ collections: [{ name: 'community.general' }] })
  })

  test('groups, each host by its name', () => {
    const groups = yaml<Record<string, { hosts: Record<string, Fields> }>>('inventory/hosts.yml')
    const listed = Object.entries(groups).map(([group, { hosts }]) => [group, Object.keys(hosts)])
    expect(Object.fromEntries(listed)).toEqual(facts.groups)
    for (const { hosts } of Object.values(groups))
      for (const [name, host] of Object.entries(hosts)) expect(host).toEqual({ ansible_host: name })
  })

  test('the marker names Ansible and the repository', () => {
    const { ansible_managed: marker } = yaml<{ ansible_managed: string }>('inventory/group_vars/all.yml')
    expect(marker).toMatch(/Ansible; do not edit.*ssh:\/\/forgejo@forge\.ops\.eblu\.me:2222\/eblume\/blumeops\.git$/)
  })

  test('every file carries the marker, but for JSON and those that are nothing but a secret', () => {
    const { ansible_managed: marker } = yaml<{ ansible_managed: string }>('inventory/group_vars/all.yml')
    const without = [...allWritten()].filter(([, file]) => !file.text.includes(marker))
    expect(without.map(([path]) => path).toSorted()).toEqual([
      `${home}/.config/caddy/gandi-token`,
      `${home}/.config/zot/config.json`,
      `${home}/.jellyfin-api-key`,
    ])
  })

  test('roles in order, each with one tag, its name', () => {
    expect(playedRoles()).toEqual(facts.roles.map(role => ({ role, tags: [role] })))
  })
})

describe('A3: secrets', () => {
  test.each(facts.roles)('%s reads what it needs, and nothing else', role => {
    const asked = [...secretReads(role).values()].map(reference => reference.replace(`op://${facts.vaultId}/`, ''))
    expect(asked.toSorted()).toEqual((facts.secretsRead[role] ?? []).toSorted())
  })

  test('under the names of today, but for one role', () => {
    const names = Object.fromEntries(facts.roles.map(role => [role, [...secretReads(role).keys()].toSorted()]))
    for (const [role, known] of Object.entries(facts.secretFacts)) {
      if (role === 'forgejo_actions_secrets') continue
      expect(names[role]).toEqual(known.toSorted())
    }
    expect(resolved.differences.map(({ what }) => what)).toContain('names of the facts that hold the secrets')
  })
})

describe('A4-A15: what is deployed', () => {
  test('files with their modes', () => {
    const modes = new Map(files.filter(([path]) => !path.endsWith('.plist')).map(([path, { mode }]) => [path, mode]))
    expect(asToday(modes, path => path.includes('/bin/'))).toEqual(facts.files)
  })

  test('folders with their modes', () => {
    const folders = new Map(
      facts.roles.flatMap(role =>
        calls(role, 'ansible.builtin.file')
          .filter(({ state }) => state === 'directory')
          .map(({ path, mode }) => [onHost(role, String(path)), String(mode)] as const),
      ),
    )
    const isFolder = (path: string): boolean => !/\.\w+$/.test(path) && !path.includes('/bin/')
    expect(asToday(folders, isFolder)).toEqual(facts.folders)
  })

  test('programs without which a role fails', () => {
    const required = facts.roles.flatMap(role =>
      calls(role, 'ansible.builtin.stat').map(({ path }) => onHost(role, String(path))),
    )
    expect(required).toEqual(facts.required)
  })

  test('property lists, all of them 0644', () => {
    expect(new Set(plists.map(([, { mode }]) => mode))).toEqual(new Set(['0644']))
    const parsed = new Map(plists.map(([path, { text: xml }]) => [path, parsePlist(xml)]))
    expect(asToday(parsed, path => path.endsWith('.plist'))).toEqual({ ...facts.agents, ...facts.changedAgents })
    expect(resolved.differences.map(({ what }) => what)).toContain('when a backup runs')
  })

  test('the second job of borgmatic applies retention and checks, and waits for its time', () => {
    const [, maintenance] = plists.find(([path]) => path.includes('borgmatic-maintenance')) ?? []
    expect(parsePlist(maintenance?.text ?? '')).toMatchObject({
      ProgramArguments: expect.arrayContaining(['prune', 'check']),
      RunAtLoad: false,
      StartCalendarInterval: { Minute: 0, Hour: 4, Weekday: 0 },
    })
  })

  test('what every role installs', () => {
    const installed = (module: string): string[] =>
      facts.roles.flatMap(role => calls(role, module).map(({ name }) => String(name)))
    const formulae = [...new Set(installed('community.general.homebrew'))]
    // Called by scripts and configurations of today, and installed by hand.
    const byHand = ['borgbackup', 'jq', 'postgresql@18']
    expect(formulae.filter(name => !byHand.includes(name))).toEqual(['forgejo', 'minikube', 'kubectl'])
    expect(formulae).toEqual(expect.arrayContaining(byHand))
    expect(resolved.differences.map(({ what }) => what)).toContain('programs of the backups and collectors')
    expect(installed('community.general.homebrew_cask')).toEqual(['jellyfin'])
  })
})

describe('contents', () => {
  const content = (path: string): string => allWritten().get(path)?.text ?? ''

  test('A4: app.ini, key by key and in order', () => {
    expect(iniKeys(content('/opt/homebrew/var/forgejo/custom/conf/app.ini'))).toEqual(facts.appIni)
  })

  test('A6: the configuration of Zot', () => {
    expect(JSON.parse(content(`${home}/.config/zot/config.json`))).toEqual(facts.zotConfiguration)
  })

  test('A8: the configuration of borgmatic, and what is new in it', () => {
    const configuration = parseYaml(content(`${home}/.config/borgmatic/config.yaml`)) as Fields
    const { checks, commands, lock_wait, borg_exit_codes, exclude_patterns, source_directories, ...rest } =
      configuration
    const { source_directories: folders, ...others } = facts.borgmaticConfiguration
    expect(rest).toEqual(others)
    const database = '/opt/homebrew/var/forgejo/data/forgejo.db'
    expect(source_directories).toEqual([...folders, `${home}/.local/state/borgmatic-copies${database}`])
    expect(exclude_patterns).toEqual(['', '-wal', '-shm', '-journal'].map(ending => `pf:${database}${ending}`))
    expect((borg_exit_codes as Fields[]).filter(({ treat_as }) => treat_as !== 'error')).toEqual([
      { code: 100, treat_as: 'warning' },
    ])
    expect({ checks, lock_wait }).toEqual({
      checks: [
        { name: 'repository', frequency: '6 days' },
        { name: 'archives', frequency: '27 days' },
      ],
      lock_wait: 3600,
    })
    expect((commands as Fields[]).flatMap(({ when }) => when)).toEqual([
      'create',
      'create',
      'create',
      'create',
      'prune',
      'prune',
      'check',
      'check',
      'create',
    ])
    const differences = resolved.differences.map(({ what }) => what)
    for (const what of ['configuration of borgmatic', 'SQLite databases', 'what borg only warns of'])
      expect(differences).toContain(what)
  })

  test('A8: the row of the password file', () => {
    const rows = content(`${home}/.pgpass`)
      .split('\n')
      .filter(line => line !== '' && !line.startsWith('#'))
    expect(rows).toEqual([facts.pgpass])
  })

  test('A13, A14: files that hold nothing but a secret', () => {
    expect(content(`${home}/.jellyfin-api-key`)).toBe('<credential>')
    expect(content(`${home}/.config/caddy/gandi-token`)).toBe('<pat>')
  })

  test('A14: the wrapper of Caddy', () => {
    const lines = content(`${home}/.config/caddy/caddy-wrapper.sh`)
      .split('\n')
      .filter(line => !/^(#|$|set)/.test(line))
    expect(lines).toEqual([
      `GANDI_BEARER_TOKEN=$(cat '${home}/.config/caddy/gandi-token')`,
      'export GANDI_BEARER_TOKEN',
      `exec '${home}/code/3rd/caddy/bin/caddy' 'run' '--config' '${home}/.config/caddy/Caddyfile'`,
    ])
  })

  test('A15: the log files that Alloy tails', () => {
    const found = content(`${home}/.config/grafana-alloy/config.alloy`).matchAll(
      /__path__ = "([^"]+)",\s+service\s*= "([^"]+)",\s+stream\s*= "([^"]+)"/g,
    )
    const tailed = new Map(Array.from(found, ([, path = '', service, stream]) => [path, [service, stream]] as const))
    expect(asToday(tailed, path => path.endsWith('.log'))).toEqual(facts.tailed)
  })

  test('A9: text files, and how often they are written', () => {
    const declared = resolved.services.flatMap(service => service.textfiles)
    expect(Object.fromEntries(declared.map(({ path, everySeconds }) => [path, everySeconds]))).toEqual(facts.textfiles)
    for (const { path } of declared)
      expect(files.filter(([, { text: script }]) => script.includes(`OUTPUT='${path}'`))).toHaveLength(1)
  })
})

describe('A5: secrets of the workflows', () => {
  const set = calls('forgejo_actions_secrets', 'ansible.builtin.uri')
  const role = 'forgejo_actions_secrets'

  test('one request a secret, with the token, the value alone in the body', () => {
    expect(set.map(({ url }) => onHost(role, String(url)))).toEqual(
      Object.keys(facts.actionsSecrets.secrets).map(
        name => facts.actionsSecrets.api + facts.actionsSecrets.path + name,
      ),
    )
    for (const [index, field] of Object.values(facts.actionsSecrets.secrets).entries()) {
      expect(set[index]).toMatchObject({ method: 'PUT', body_format: 'json', status_code: [201, 204] })
      expect(onHost(role, JSON.stringify(set[index]?.['body']))).toBe(`{"data":"<${field}>"}`)
      expect(onHost(role, JSON.stringify(set[index]?.['headers']))).toBe('{"Authorization":"token <api-token>"}')
    }
  })

  test('nothing is restarted', () => {
    expect(rendered.has(`roles/${role}/handlers/main.yml`)).toBe(false)
  })
})

describe('A16, N9: the cluster', () => {
  const commands = tasksOf('minikube').flatMap(task => {
    const { argv } = (task['ansible.builtin.command'] ?? {}) as { argv?: readonly string[] }
    return argv === undefined ? [] : [{ argv, task }]
  })

  test('options of the start', () => {
    const start = commands.find(({ argv }) => argv[1] === 'start')?.argv.slice(2) ?? []
    expect(Object.fromEntries(start.map(option => option.slice(2).split('=')))).toEqual({
      profile: 'minikube',
      ...facts.minikube.options,
    })
  })

  test('host files of the registries', () => {
    const read = commands.find(({ argv }) => argv.at(-1)?.startsWith('sudo cat'))?.task['loop'] as {
      registry: string
      text: string
    }[]
    const parsed = read.map(({ registry, text: toml }) => [registry, parseToml(toml)])
    expect(Object.fromEntries(parsed)).toEqual(
      Object.fromEntries(
        Object.entries(facts.minikube.registries).map(([registry, { server, capabilities }]) => [
          registry,
          { server, host: { [facts.minikube.target]: { capabilities, skip_verify: true } } },
        ]),
      ),
    )
  })

  test('the API is served under its name', () => {
    expect(commands.find(({ argv }) => argv[1] === 'serve' && argv[2] !== 'status')?.argv.slice(0, 4)).toEqual([
      'tailscale',
      'serve',
      '--service=svc:k8s',
      '--tcp=443',
    ])
  })
})

/** `section.KEY = value`, in the order of the file, without the quotes that keep go-ini from cutting a value. */
function iniKeys(ini: string): string[] {
  let section = ''
  return ini.split('\n').flatMap(line => {
    const [, name] = /^\[(.+)\]$/.exec(line) ?? []
    if (name !== undefined) section = `${name}.`
    const [, key, value = ''] = /^([A-Z_]+) = (.*)$/.exec(line) ?? []
    return key === undefined ? [] : [`${section}${key} = ${value.replace(/^"""(.*)"""$/, '$1')}`]
  })
}
