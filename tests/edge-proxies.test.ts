import { describe, expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import { caddyPorts, caddyRoutes } from './facts/proxies.ts'
import { render } from './support/render.ts'

const { files } = render(blumeops)
const read = (path: string): string => files.get(path) ?? ''

describe('Caddyfile', () => {
  const text = read('caddy/Caddyfile')

  test('every host of today leads where it leads today, and no other is there', () => {
    const found = [...text.matchAll(/^\t@\S+ host (\S+)\n\thandle @\S+ \{\n\t\treverse_proxy (\S+)/gm)]
    const rows = found.map(([, host, backend]) => [host, backend] as const)
    expect(new Map(rows)).toEqual(new Map(caddyRoutes))
    expect(rows).toHaveLength(17)
  })

  test('TCP ports', () => {
    const found = [...text.matchAll(/^\t\t:(\d+) \{\n\t\t\troute \{\n\t\t\t\tproxy (\S+)/gm)]
    expect(found.map(([, port, backend]) => [port, backend])).toEqual(expect.arrayContaining([...caddyPorts]))
    expect(found).toHaveLength(caddyPorts.length)
  })

  test('what is the same for all: facts P1', () => {
    expect(text).toContain('\tadmin off\n')
    expect(text.match(/\tdns gandi \{env\.GANDI_BEARER_TOKEN\}\n/g)).toHaveLength(2)
    expect(text).toContain('\t\trespond "Unknown service" 404\n')
  })

  test('the role takes the same file', () => {
    const role = [...files].find(([path]) => /^ansible\/roles\/caddy\/.*Caddyfile/.test(path))?.[1] ?? ''
    const lines = (of: string): readonly string[] => of.split('\n').filter(line => !/^#/.test(line))
    expect(lines(role).join('\n').trim()).toBe(lines(text).join('\n').trim())
  })
})
