import { describe, expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import minilab from '../apps/minilab/estate.ts'
import { render } from './support/render.ts'

/** Where each route leads is in `declared.test.ts`. */
describe.each([blumeops, minilab])('the Caddyfile of $name', estate => {
  const { files } = render(estate)
  const text = files.get('caddy/Caddyfile') ?? ''
  const home = /admin unix\/(\S+)\/\.local\//.exec(text)?.[1] ?? ''

  test('refuses a name that it does not know, and its administration', () => {
    expect(text).toMatch(/^\tadmin unix\/\/\S+\/admin\.sock\n\tpersist_config off$/m)
    expect(text).toMatch(/\thandle \{\n\t\trespond \* ".+" 404\n/)
  })

  test('is the file that the role takes', () => {
    const role = [...files].find(([path]) => /^ansible\/roles\/caddy\/.*Caddyfile/.test(path))?.[1] ?? ''
    const lines = (of: string): readonly string[] => of.split('\n').filter(line => !/^#/.test(line))
    // On a host of a test its socket moves with the other paths.
    const atHome = role.replaceAll(/\{\{ \w+_root \}\}/g, '').replaceAll(/\{\{ \w+_home \}\}/g, home)
    expect(lines(atHome).join('\n').trim()).toBe(lines(text).join('\n').trim())
  })
})
