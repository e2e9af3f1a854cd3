/**
 * What every kind of program on a host must do, whoever wrote it: call `hostPartContract` with the part, a program of it that
 * reads a file with the secret `secrets.app.password`, and answers that its machine gives.
 */
import {
  type HostPart,
  type HostRelease,
  hostParts,
  hostService,
  type Package,
  type Program,
} from '@homelab/ansible-gen'
import {
  type Estate,
  type Host,
  type HostAnswer,
  loadRenderers,
  lookup,
  type Needs,
  resolvedOf,
  service,
  type Verdict,
  verdictOn,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { clusterParts } from '@homelab/kubernetes'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { fixture } from '../findings/parts.ts'
import { openFindings, render } from '../support/render-estate.ts'
import { standInDelivery } from '../support/stand-in-delivery.ts'
import { standInStore } from '../support/stand-in-store.ts'

export interface HostPartSample {
  readonly host: Host
  readonly program: Program
  /** What brings the programs that it calls. */
  readonly packages: readonly Package[]
  readonly releases?: readonly HostRelease[]
  /** What is elsewhere, and its service needs. */
  readonly beside?: Pick<Estate, 'hosts' | 'clusters' | 'services'> & { readonly needs: () => Needs }
  /** What the command of its first question prints when it runs, when it does not, and what is no answer at all. */
  readonly answers: Readonly<Record<'up' | 'down' | 'unknown', Partial<HostAnswer>>>
}

type Fields = Readonly<Record<string, unknown>>

export function hostPartContract(name: string, part: HostPart, sample: HostPartSample): void {
  const { host, program, packages, releases = [], beside, answers } = sample
  const parts = [...new Set([...clusterParts, standInDelivery, ...hostParts, standInStore, part])]
  const of = (programs: readonly Program[], ...names: readonly string[]) =>
    fixture(import.meta, {
      hosts: [host, ...(beside?.hosts ?? [])],
      clusters: beside?.clusters ?? [],
      parts,
      services: [
        ...(beside?.services ?? []),
        ...['sample', ...names].map(each =>
          service(import.meta, each, {
            title: 'Sample',
            summary: 'a sample',
            ports: {},
            workload: hostService({ at: host, packages, releases, programs }),
            ...present({ needs: beside?.needs }),
          }),
        ),
      ],
    })
  const runs = () => {
    const found = lookup(resolvedOf(of([program]))).service('sample')?.runs
    if (found === undefined || found.units === 'unknown') throw new Error('nobody knows what runs')
    return { ...found, units: found.units.filter(unit => unit.manager === 'host') }
  }
  const folder = 'ansible/roles/sample'
  const tasksIn = (files: ReadonlyMap<string, string>, file: string): readonly Fields[] =>
    (parse(files.get(`${folder}/${file}/main.yml`) ?? '[]') as readonly Fields[]).flatMap(opened)

  describe(name, () => {
    beforeAll(() => loadRenderers(parts))

    test('says what runs, the same each time, under ids of the service', () => {
      const { units, questions, operations } = runs()
      expect(units.length).toBeGreaterThan(0)
      expect(runs()).toEqual(runs())
      const ids = [...units, ...questions, ...operations].map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.filter(id => !id.startsWith('sample/'))).toEqual([])
      for (const unit of units) {
        expect(unit).toMatchObject({ host: host.name, part: program.kind })
        expect([unit.title, unit.name].every(text => text !== '')).toBe(true)
      }
    })

    test('what it provides has an id of the service, of what kind it is and of its name', () => {
      const { provides } = runs()
      if (provides === 'unknown') throw new Error('nobody knows what it provides')
      const ids = provides.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      for (const { id, name: known } of provides) {
        expect(id).toMatch(/^sample\/[a-z-]+\/./)
        expect(id.slice(id.indexOf('/', 'sample/'.length) + 1)).toBe(known)
      }
    })

    test('a unit says how it is looked at, read, started, restarted, stopped and removed', () => {
      const { units, operations } = runs()
      for (const { id, is } of units) {
        const own = operations.filter(({ to }) => to === id)
        const does = new Set(own.map(each => each.does))
        const wanted = is === 'cluster' ? (['status', 'stop', 'remove'] as const) : all
        expect(wanted.filter(each => !does.has(each))).toEqual([])
        for (const { does: what, effect, run, interrupts } of own) {
          expect(run).toMatchObject({ kind: 'command', on: { host: host.name } })
          if (what === 'status' || what === 'logs')
            expect({ effect, interrupts }).toEqual({ effect: 'reads', interrupts: [] })
        }
        const restart = own.find(each => each.does === 'restart')
        if (restart !== undefined) expect(restart.until).toBe(`${id}?`)
      }
    })

    test.each(Object.entries(answers))('a question about it, whose answer is judged: %s', (state, answer) => {
      const { units, questions } = runs()
      const question = questions.find(({ about, asked }) => about === units[0]?.id && asked !== undefined)
      expect(question?.asked?.run).toMatchObject({ on: { host: host.name } })
      const said = { exitCode: 0, stdout: '', stderr: '', problem: 'it ended badly', ...answer }
      const verdict: Verdict | undefined =
        question?.asked === undefined ? undefined : verdictOn(parts, question.asked.judged, said)
      expect(verdict?.state).toBe(state)
      expect(verdict?.detail).not.toBe('')
    })

    test('what it takes up is what its unit says', () => {
      const { label, definedIn = [], folders = [], writes = [] } = part.owns(program, host)
      const [unit] = runs().units
      expect(unit?.definedIn).toEqual(definedIn)
      if (label !== undefined) expect(unit?.name).toBe(label)
      const paths = [...definedIn, ...folders.map(({ path }) => path), ...writes]
      expect(paths.filter(path => !path.startsWith('/'))).toEqual([])
    })

    test('two of one label on a host are a finding', () => {
      if (part.owns(program, host).label === undefined) return
      expect(openFindings(render(of([program], 'other')).findings)).toContain('duplicate-label other workload.programs')
    })

    test('renders without a finding, and the same each time', () => {
      const { files, findings } = render(of([program]))
      // So small an estate has nothing that makes log files shorter.
      expect(openFindings(findings).filter(found => !found.startsWith('unrotated-log'))).toEqual([])
      expect([...render(of([program])).files]).toEqual([...files])
      const templates = [...files.keys()].filter(path => path.startsWith(`${folder}/templates/`))
      for (const path of part.owns(program, host).definedIn ?? [])
        expect(templates).toContain(`${folder}/templates/${path.slice(path.lastIndexOf('/') + 1)}.j2`)
    })

    test('its tasks can run again: no shell, and each command says when it changed something', () => {
      const { files } = render(of([program]))
      const tasks = [...tasksIn(files, 'tasks'), ...tasksIn(files, 'handlers')]
      expect(tasks.filter(task => modules(task).some(module => /shell|raw|script/.test(module)))).toEqual([])
      const commands = tasks.filter(task => modules(task).includes('ansible.builtin.command'))
      expect(commands.filter(task => !('changed_when' in task)).map(task => task['name'])).toEqual([])
      const listens = new Set(tasksIn(files, 'handlers').flatMap(task => [task['name'], task['listen']]))
      expect(tasks.flatMap(task => task['notify'] ?? []).filter(called => !listens.has(called))).toEqual([])
    })

    test('a changed file restarts it, and its role ends with the proof that it runs', () => {
      const { files } = render(of([program]))
      const tasks = tasksIn(files, 'tasks')
      expect(String(tasks.at(-1)?.['name'])).toMatch(/^Confirm that .* runs$/)
      if ((program.reads ?? []).length > 0 && runs().units[0]?.runs === 'kept')
        expect(tasks.filter(task => task['notify'] !== undefined).length).toBeGreaterThan(0)
    })

    test('a secret stands in the file that was given, and nowhere else', () => {
      const { files } = render(of([program]))
      const secret = /\{\{ sample_password\b/
      const holders = [...files].filter(([path, text]) => path.startsWith(folder) && secret.test(text))
      const given = (program.reads ?? []).map(
        ({ path }) => `${folder}/templates/${path.slice(path.lastIndexOf('/') + 1)}.j2`,
      )
      expect(holders.map(([path]) => path)).toEqual(given)
      const writing = tasksIn(files, 'tasks').filter(task =>
        given.some(path => JSON.stringify(task).includes(`"src":"${path.slice(path.lastIndexOf('/') + 1)}"`)),
      )
      expect(writing.map(task => task['no_log'])).toEqual(given.map(() => true))
    })
  })
}

const all = ['status', 'logs', 'start', 'stop', 'restart', 'remove'] as const

function opened(task: Fields): readonly Fields[] {
  return [task, ...((task['block'] ?? []) as readonly Fields[]).flatMap(opened)]
}

function modules(task: Fields): readonly string[] {
  return Object.keys(task).filter(key => key.includes('.'))
}
