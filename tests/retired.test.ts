/** What the page of a service says of its end, for all that runs on hosts under systemd. */
import { known } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import minilab from '../apps/minilab/estate.ts'
import { resolvedOnce } from './support/opened.ts'
import { render } from './support/render.ts'

const unitFiles = /^\/etc\/(?:systemd|containers\/systemd)\//

const retired = [blumeops, minilab].flatMap(estate => {
  const { files } = render(estate)
  return resolvedOnce(estate).services.flatMap(({ name, runs }) => {
    const paths = known(runs.units).flatMap(unit => (unit.manager === 'host' ? unit.definedIn : []))
    const owned = paths.filter(path => unitFiles.test(path))
    const [, section = ''] = (files.get(`docs/services/${name}.md`) ?? '').split('\n## Retire\n')
    return owned.length === 0 ? [] : [{ name, owned, lines: section.split('\n## ')[0]?.split('\n') ?? [] }]
  })
})

test('there are services with units of systemd', () => {
  expect(retired.length).toBeGreaterThan(1)
})

test.each(retired)('$name: its unit files go, and then systemd is told', ({ owned, lines }) => {
  const removed = owned.map(path => lines.findIndex(line => / rm .*/.test(line) && line.includes(path)))
  expect(removed).not.toContain(-1)
  const told = lines.findLastIndex(line => line.includes('systemctl daemon-reload'))
  expect(told).toBeGreaterThan(Math.max(...removed))
})
