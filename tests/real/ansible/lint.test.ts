/** What Ansible's own tools say of the rendered projects. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import blumeops from '@homelab/app-blumeops'
import minilab from '@homelab/app-minilab'
import { resolvedOf } from '@homelab/estate/model'
import { execa } from 'execa'
import { afterAll, describe, expect, test } from 'vitest'
import annex from '../../fixtures/annex/estate.ts'
import orchard from '../../fixtures/orchard/estate.ts'
import workshop from '../../fixtures/workshop/estate.ts'
import { python } from '../python.ts'
import { writeProject } from './project.ts'

const tools = await python()
const folder = mkdtempSync(join(tmpdir(), 'ansible-lint-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const estates = {
  blumeops: { estate: blumeops, host: 'indri' },
  minilab: { estate: minilab, host: 'nuc' },
  orchard: { estate: orchard, host: 'quince' },
  workshop: { estate: workshop, host: 'bench' },
  annex: { estate: annex, host: 'annex' },
}

describe.skipIf(tools === undefined).each(Object.entries(estates))('the project of %s', (name, { estate, host }) => {
  const project = writeProject(resolvedOf(estate), join(folder, name))

  async function run(program: string, args: readonly string[]): Promise<string> {
    if (tools === undefined) return ''
    const { all, exitCode } = await execa(tools.program(program), args, {
      cwd: project,
      all: true,
      reject: false,
      env: { PATH: `${tools.bin}:${process.env['PATH']}`, ANSIBLE_HOME: join(folder, 'home'), NO_COLOR: '1' },
    })
    expect(exitCode, all).toBe(0)
    return all
  }

  test('ansible-lint, production profile', async () => {
    // The collection comes with Ansible; the Galaxy server is not asked.
    expect(await run('ansible-lint', ['--offline', '--strict'])).toMatch(
      /Passed: 0 failure\(s\), 0 warning\(s\).*'production' was required, and it passed/,
    )
  })

  test('yamllint', async () => {
    expect(await run('yamllint', ['--strict', '.'])).toBe('')
  })

  test('the syntax of the playbook', async () => {
    expect(await run('ansible-playbook', [`playbooks/${host}.yml`, '--syntax-check'])).toMatch(/^\s*playbook: \S+$/)
  })

  test('each role is listed under its tag, and no other', async () => {
    const listed = await run('ansible-playbook', [`playbooks/${host}.yml`, '--list-tasks'])
    const tasks = Array.from(listed.matchAll(/^ {6}(\w+) : (.+?)\s+TAGS: \[(.*)\]$/gm))
    expect(tasks.length).toBeGreaterThan(5)
    for (const [, role, task, tags] of tasks)
      expect(tags?.split(', ').toSorted(), task).toEqual(
        task?.startsWith('Validating arguments') ? ['always', role].toSorted() : [role],
      )
  })
})
