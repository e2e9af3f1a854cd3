/**
 * The tests that every backup tool passes: for whoever writes another one. A provider gives what an author would write in a
 * service's file, and reads back what its rendered files do; the estate around it, with everything that can be saved and much
 * that must not be, is here.
 */
import { hostParts, hostService, required } from '@homelab/ansible-gen'
import {
  type BackupEntry,
  type BackupRun,
  backupTools,
  backupToolsOf,
  daily,
  database,
  dumped,
  type Estate,
  folder,
  host,
  image,
  loadRenderers,
  mariadb,
  type Needs,
  notBackedUp,
  opened,
  type Part,
  type RunEntry,
  role,
  type Slot,
  saved,
  service,
  sqlite,
  tagged,
  tcp,
  type UsedBackupTool,
} from '@homelab/estate/model'
import { clusterParts, postgresCluster } from '@homelab/kubernetes'
import { sightParts } from '@homelab/observability'
import { describe, expect, test } from 'vitest'
import { fixture, kind, secrets, store } from '../findings/parts.ts'
import { openFindings, render } from '../support/render-estate.ts'

/** Something that may be a backup tool. */
export interface BackupToolProvider {
  /** All that is registered of it. */
  readonly parts: readonly Part[]
  /** Its files on a host: the settings that save everything, with a restore test where it has one; and without databases. */
  readonly files: (label: string, databases: boolean) => Readonly<Record<string, Slot>>
  /** Programs of the host that those files call, absolute. */
  readonly programs: readonly string[]
  /** What a run does, read from the text of the rendered files alone; by their name in the role. */
  readonly read: (files: ReadonlyMap<string, string>) => BackupRun
  /** What the command of its first question prints after a run that ended then, in Unix seconds. */
  readonly record: (finishedAt: number, good: boolean) => string
}

const home = '/home/safe'
const safe = host('safe', { platform: 'linux', role: 'makes backups', home, tailnet: tagged('tag:safe') })
const other = host('other', {
  platform: 'linux',
  role: 'has data of its own',
  home: '/home/other',
  lanAddress: '192.0.2.2',
})
const never = notBackedUp('it comes back by itself')

const sql = service(import.meta, 'sql', {
  title: 'SQL',
  summary: 'a server of databases',
  ports: { sql: tcp(5432) },
  workload: postgresCluster({
    at: kind,
    namespace: 'databases',
    instances: 1,
    image: image('example.org/postgres', '18.4'),
    storage: { size: '1Gi', storageClass: 'standard', holds: 'databases', backup: notBackedUp('each by itself') },
    resources: {},
    parameters: {},
    accessRules: [],
  }),
  routes: { tailnet: { port: 'sql' } },
})

const keeper = service(import.meta, 'keeper', {
  title: 'Keeper',
  summary: 'keeps all that a host can keep',
  ports: {},
  workload: hostService({
    at: safe,
    data: [
      folder(`${home}/photos`, 'photos', saved('normal'), 'Photos'),
      folder(`${home}/notes`, 'notes', saved('critical'), 'Notes'),
      folder(`${home}/it's here`, 'papers', saved('high'), 'Papers'),
      folder(`${home}/cache`, 'what can be fetched again', never),
      sqlite(`${home}/notes/index.db`, 'an index', dumped, 'Index'),
      sqlite(`${home}/notes/search.db`, 'a search index', never),
      sqlite('/srv/app/app.db', 'users', dumped, 'Users'),
      mariadb('wiki', 'pages', dumped, { folder: `${home}/photos/mysql`, socket: '/run/wiki.sock' }),
      mariadb('scratch', 'experiments', never, { folder: '/srv/scratch', socket: '/run/scratch.sock' }),
    ],
  }),
  needs: (): Needs => [database(sql, 'app', { backup: dumped }), database(sql, 'jobs', { backup: never })],
})

const elsewhere = service(import.meta, 'elsewhere', {
  title: 'Elsewhere',
  summary: 'keeps data on a host that this tool does not run on',
  ports: {},
  workload: hostService({ at: other, data: [folder('/srv/elsewhere', 'its own', saved('high'))] }),
})

const saves: readonly RunEntry[] = [
  { what: 'postgres', server: 'sql', name: 'app' },
  { what: 'sqlite', path: `${home}/notes/index.db` },
  { what: 'sqlite', path: '/srv/app/app.db' },
  { what: 'mariadb', socket: '/run/wiki.sock', name: 'wiki' },
  { what: 'folder', path: `${home}/notes` },
  { what: 'folder', path: `${home}/it's here` },
  { what: 'folder', path: `${home}/photos` },
]
const endings = ['', '-wal', '-shm', '-journal']
const excludes = [
  ...['index', 'search'].flatMap(name => endings.map(ending => `${home}/notes/${name}.db${ending}`)),
  `${home}/photos/mysql`,
]
const hour = 3600
/** A day between two runs, which has 25 hours once a year, and as long as a run may take. */
const longest = 25 * hour + 2 * hour
const now = 1_800_000_000

/**
 * Registers the tests.
 *
 * @param name of the provider, for the report
 */
export async function backupToolContract(name: string, provider: BackupToolProvider): Promise<void> {
  const parts = [...clusterParts, ...hostParts, ...sightParts, ...provider.parts]
  await loadRenderers(parts)
  const whole = estateOf(true)
  const { resolved } = opened(whole)
  const backup = resolved.services.find(each => each.name === 'backup')
  const used: readonly UsedBackupTool[] = backup === undefined ? [] : backupToolsOf(resolved, backup)
  const { files, findings } = render(whole)

  function estateOf(databases: boolean): Estate {
    const backup = service(import.meta, 'backup', {
      title: 'Backup',
      summary: 'makes backups',
      ports: {},
      workload: hostService({
        at: safe,
        requires: provider.programs.map(path => required(path, 'Install it.')),
        files: Object.entries(provider.files('vault', databases)).map(([path, content]) => ({
          ...{ path, mode: '0700', content },
        })),
      }),
      backsUp: { repository: 'vault', schedule: daily(2), longestSeconds: 2 * hour },
      needs: (): Needs => [role(sql, 'backup', { password: secrets.app.password, reason: 'dumps' })],
    })
    return fixture(import.meta, { hosts: [safe, other], services: [store, sql, keeper, elsewhere, backup], parts })
  }

  function only(): UsedBackupTool {
    const [one, ...more] = used
    if (one === undefined || more.length > 0) throw new Error(`the service runs ${used.length} tools, and not one`)
    return one
  }

  describe(`${name}: what is saved`, () => {
    test('is found by the slot of its settings, with what the service says of its runs', () => {
      const { tool, settings, request } = only()
      expect(backupTools.all(parts)).toContain(tool)
      expect(tool.terms(settings)).toMatchObject({ repository: 'vault' })
      expect(request.runs).toMatchObject({ repository: 'vault', longestSeconds: 2 * hour })
    })

    test('everything that says so, and nothing else', () => {
      const { tool, request, settings } = only()
      expect(sorted(tool.run(request, settings).saves)).toEqual(sorted(saves))
    })

    test('dumps before folders, and the most important folder first', () => {
      const { tool, request, settings } = only()
      const whats = tool.run(request, settings).saves.map(({ what }) => what)
      expect(whats.slice(-3)).toEqual(['folder', 'folder', 'folder'])
      const folders = tool.run(request, settings).saves.filter(({ what }) => what === 'folder')
      expect(folders).toEqual(saves.slice(-3))
    })

    test('no file of a database, dumped or not', () => {
      const { tool, request, settings } = only()
      expect([...tool.run(request, settings).excludes].toSorted()).toEqual(excludes.toSorted())
    })

    test('as the rendered files do it', () => {
      const { tool, request, settings } = only()
      const promised = tool.run(request, settings)
      const done = provider.read(roleFiles(files))
      expect(sorted(done.saves)).toEqual(sorted(promised.saves))
      expect(done.saves.filter(({ what }) => what === 'folder')).toEqual(saves.slice(-3))
      expect([...done.excludes].toSorted()).toEqual([...promised.excludes].toSorted())
    })

    test('what no tool saves is a finding, and nothing that it saves is', () => {
      expect(missing(findings)).toEqual(['missing-backup elsewhere /srv/elsewhere'])
    })

    test('without a way to databases, those of the host are findings', () => {
      expect(missing(render(estateOf(false)).findings)).toEqual(
        [
          'missing-backup elsewhere /srv/elsewhere',
          `missing-backup keeper ${home}/notes/index.db`,
          'missing-backup keeper /srv/app/app.db',
          'missing-backup keeper database wiki',
        ].toSorted(),
      )
    })
  })

  describe(`${name}: what is done`, () => {
    test('there is a backup now, a check, a list of what there is, and a way to unpack; nothing is destroyed', () => {
      const operations = (backup?.runs.operations ?? []).filter(({ to }) => to.includes('backup'))
      const does = new Set(operations.map(each => each.does))
      for (const wanted of ['back-up', 'check', 'restore'] as const) expect(does).toContain(wanted)
      expect(does.has('restore-test')).toBe(only().tool.restoreTest !== undefined)
      expect(operations.filter(each => each.does === 'restore').map(({ effect }) => effect)[0]).toBe('reads')
      expect(operations.map(({ effect }) => effect)).not.toContain('destroys')
      expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length)
    })

    test('every entry that is saved is found again', () => {
      const { tool, settings, request } = only()
      const dumps = resolved.backups.filter(entry => entry.kind === 'dump' && entry.database === 'app')
      const entries: readonly BackupEntry[] = [...request.folders, ...request.sqlite, ...request.mariadb, ...dumps]
      expect(entries.length).toBe(saves.length)
      const found = entries.map(entry => JSON.stringify(tool.unpacked(entry, settings)))
      expect(found).not.toContain(undefined)
      expect(new Set(found).size).toBe(entries.length)
      expect(tool.unpacked({ kind: 'none', service: 'keeper', what: 'cache', reason: 'x' }, settings)).toBeUndefined()
    })

    test('a restore test has its playbook', () => {
      const playbook = files.get('ansible/playbooks/restore-test.yml')
      expect(playbook === undefined).toBe(only().tool.restoreTest === undefined)
    })
  })

  describe(`${name}: whether it is well`, () => {
    const verdict = (answer: string | undefined): boolean | undefined => {
      const { tool, request, settings } = only()
      const [first] = tool.questions(request, { settings, host: safe })
      return first?.judge(answer, now).well
    }
    const { record } = provider

    test.each([
      ['a run of an hour ago', record(now - hour, true), true],
      ['a run as old as the schedule allows', record(now - longest, true), true],
      ['a run that is older', record(now - longest - hour, true), false],
      ['a run that failed', record(now - hour, false), false],
      ['no answer', undefined, false],
      ['an empty answer', '', false],
      ['an answer that is none', 'cat: no such file', false],
      ['half an answer', record(now - hour, true).slice(0, -4), false],
    ])('%s', (_, answer, well) => expect(verdict(answer)).toBe(well))

    test('questions change nothing and have names of their own', () => {
      const { tool, request, settings } = only()
      const questions = tool.questions(request, { settings, host: safe })
      expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length)
      for (const { run } of questions) expect(run.on).toEqual({ host: 'safe' })
    })

    test('an exporter tells alerts how backups are, of each repository apart', () => {
      const told = provider.parts.flatMap(part => ('backups' in part && part.backups ? [part] : []))
      expect(told).toHaveLength(1)
      const [{ backups, metrics } = { backups: {}, metrics: {} }] = told as unknown as readonly {
        readonly backups: Readonly<Record<string, string>>
        readonly metrics: Readonly<Record<string, { readonly labels: readonly string[] }>>
      }[]
      const { makes: _, ...names } = backups
      for (const each of Object.values(names)) expect(metrics[each]?.labels, each).toContain('repository')
    })
  })

  describe(`${name}: what people read`, () => {
    test('where it goes and what it calls the repository', () => {
      const page = files.get('docs/backups.md') ?? ''
      const { tool, settings } = only()
      expect(page).toContain('## How')
      expect(page).toContain(tool.terms(settings).where)
      expect(page).toContain('## Restore')
    })

    test('how to begin, and what to keep apart', () => {
      expect(files.get('docs/guides/bootstrap.md')).toContain('### The repository of Backup')
      const { words } = { words: only().tool.words({ settings: only().settings, host: safe }) }
      expect(words.repository.make.length).toBeGreaterThan(0)
      for (const text of [
        words.failing,
        ...words.repository.once,
        ...words.how.flat(),
        ...Object.values(words.databases),
      ])
        expect(text.trim()).not.toBe('')
    })
  })
}

/** The text of the files of the service's role as they lie on the host, by their name in the role. */
function roleFiles(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const folder = 'ansible/roles/backup/templates/'
  return new Map(
    [...files].flatMap(([path, text]) =>
      path.startsWith(folder) ? [[path.slice(folder.length), text.replaceAll(/\{\{ \w+_home \}\}/g, home)]] : [],
    ),
  )
}

function sorted(all: readonly RunEntry[]): readonly string[] {
  return all.map(each => JSON.stringify(Object.entries(each).toSorted())).toSorted()
}

function missing(findings: Parameters<typeof openFindings>[0]): readonly string[] {
  return openFindings(findings).filter(text => text.startsWith('missing-backup'))
}
