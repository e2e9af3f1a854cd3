/** A snapshot a role: what it does, and the files that it writes, short enough for a person to read as a diff. */
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { type Fields, playedRoles, rendered } from './support/ansible.ts'
import { compact } from './support/compact.ts'

/** Scripts and files of other projections have snapshots of their own. */
const elsewhere = /templates\/(?:[\w-]+-(?:metrics|record|run|restore-test)|Caddyfile|config\.alloy)\.j2$/

describe.each(playedRoles().map(({ role }) => role))('role %s', role => {
  const files = [...rendered].filter(([path]) => path.startsWith(`roles/${role}/`) && !elsewhere.test(path))

  test.each([
    ['tasks', /\/(?:tasks|handlers)\//],
    ['about', /\/(?:README\.md|defaults\/|meta\/)/],
    ['templates', /\/templates\//],
  ])('%s', async (part, of) => {
    const chosen = files.filter(([path]) => of.test(path))
    if (chosen.length === 0) return
    const text = chosen.map(([path, content]) => `=== ${path}\n${readable(path, content)}`).join('\n')
    await expect(text).toMatchFileSnapshot(`snapshots/ansible/${role}.${part}.txt`)
    expect(text.split('\n').length, 'too long for a person to read as a diff').toBeLessThan(250)
  })
})

test('the project around the roles', async () => {
  const files = [...rendered].filter(([path]) => !path.startsWith('roles/'))
  const text = files.map(([path, content]) => `=== ${path}\n${readable(path, content)}`).join('\n')
  await expect(text).toMatchFileSnapshot('snapshots/ansible/project.txt')
})

/** Lists of tasks and plays with each module on as few lines as it takes. */
function readable(path: string, content: string): string {
  if (!path.endsWith('.yml')) return content
  const data = load(content) as Fields | Fields[]
  return compact(Array.isArray(data) ? Object.fromEntries(data.map(each => entry(each))) : data)
}

function entry({ name, ...rest }: Fields): [string, unknown] {
  return [String(name), rest]
}
