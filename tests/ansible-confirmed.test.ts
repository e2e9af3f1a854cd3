/** A role that ends well has made sure that what it set to work does work: no failure is let pass for good. */
import { ansible } from '@homelab/ansible-gen/render'
import blumeops from '@homelab/app-blumeops'
import minilab from '@homelab/app-minilab'
import type { ResolvedWithWorkloads } from '@homelab/estate/model'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Fields, opened, slots } from './support/ansible.ts'
import { resolvedOnce } from './support/opened.ts'

const assertion = 'ansible.builtin.assert'
const estates: Readonly<Record<string, ResolvedWithWorkloads>> = {
  blumeops: resolvedOnce(blumeops),
  minilab: resolvedOnce(minilab),
}

describe.each(Object.entries(estates))('the project of %s', (_, resolved) => {
  const { files } = ansible(slots).render(resolved)
  const lists = files
    .filter(({ path }) => /\/(?:tasks|handlers|playbooks)\/\w[\w-]*\.yml$/.test(path))
    .flatMap(({ path, content }) => taskLists(parse(content) as Fields[]).map(tasks => ({ path, tasks })))

  test.each(lists.map(({ path, tasks }) => [path, tasks] as const))('%s', (_path, tasks) => {
    expect(unconfirmed(tasks)).toEqual([])
  })

  test('every program and every cluster is confirmed, at the end of its role', () => {
    for (const { name, workload } of resolved.services) {
      if (workload.kind !== 'host-service') continue
      const { programs = [] } = workload as { programs?: readonly unknown[] }
      const path = `ansible/roles/${name.replaceAll('-', '_')}/tasks/main.yml`
      const tasks = lists.find(list => list.path === path)?.tasks ?? []
      const confirmed = tasks.filter(({ name: task }) => /^Confirm that .* runs$/.test(String(task)))
      expect(confirmed, path).toHaveLength(programs.length)
      if (confirmed.length > 0) expect(tasks.at(-1), path).toBe(confirmed.at(-1))
    }
  })
})

test.each<readonly [string, readonly Fields[], readonly string[]]>([
  ['nobody looks at', [tolerated('a')], ['a']],
  ['only a condition looks at', [tolerated('a'), { name: 'b', when: 'a.stdout != ""' }], ['a']],
  ['another tolerated task looks at', [tolerated('a'), { ...tolerated('b'), when: 'a.rc != 0' }], ['a', 'b']],
  ['an assertion looks at', [tolerated('a'), { name: 'b', [assertion]: { that: ['a.rc == 0'] } }], []],
  ['is one of a check alone', [{ ...tolerated('a'), when: 'ansible_check_mode' }], []],
  ['is fixed, which may fail', [tolerated('a'), { name: 'b', when: 'a.rc != 0' }], []],
])('a failure that %s', (_, tasks, names) => {
  expect(unconfirmed(tasks)).toEqual(names)
})

function tolerated(name: string): Fields {
  return { name, register: name, failed_when: false, 'ansible.builtin.command': { argv: [name] } }
}

/** The tasks of a file; of a playbook, those of each play. */
function taskLists(entries: readonly Fields[]): readonly (readonly Fields[])[] {
  return entries.some(entry => 'hosts' in entry)
    ? entries.flatMap(play => [play['pre_tasks'], play['tasks']].map(tasks => opened((tasks ?? []) as Fields[])))
    : [opened(entries)]
}

/** Names of tasks whose failure is let pass, and that nothing makes up for. */
function unconfirmed(tasks: readonly Fields[]): readonly unknown[] {
  return tasks.flatMap((task, index) => {
    const later = tasks.slice(index + 1)
    // A check sets nothing to work.
    const isOfCheck = task['when'] === 'ansible_check_mode'
    return task['failed_when'] !== false || isOfCheck || isConfirmed(task, later) ? [] : [task['name']]
  })
}

function isConfirmed(task: Fields, later: readonly Fields[]): boolean {
  const answer = task['register']
  const strict = later.filter(({ failed_when }) => failed_when !== false)
  // Nothing keeps the answer: what comes next waits for the outcome, and fails without it.
  if (typeof answer !== 'string') return typeof later[0]?.['failed_when'] === 'string'
  const word = new RegExp(`\\b${answer}\\b`)
  const looked = strict.some(({ [assertion]: asserted, failed_when, until, when }) => {
    const that = (asserted as Fields | undefined)?.['that']
    const fixed = JSON.stringify(when ?? '').includes(`${answer}.rc != 0`)
    return fixed || word.test(JSON.stringify([that, failed_when, until]))
  })
  // Or the same is asked again, once more has been done.
  const again = later.findIndex(other => other['register'] !== answer && sameQuestion(task, other))
  const asked = later[again]
  return looked || (asked !== undefined && isConfirmed(asked, later.slice(again + 1)))
}

function sameQuestion(one: Fields, other: Fields): boolean {
  const command = 'ansible.builtin.command'
  return one[command] !== undefined && JSON.stringify(one[command]) === JSON.stringify(other[command])
}
