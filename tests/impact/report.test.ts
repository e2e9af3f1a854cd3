/** What `impact` prints, for everything that may be asked about. */
import { resolvedOf } from '@homelab/estate/model'
import { impactOf, namesIn, UnknownNameError } from '@homelab/synth/impact'
import { expect, test } from 'vitest'
import blumeops from '../../apps/blumeops/estate.ts'
import minilab from '../../apps/minilab/estate.ts'
import { formatImpact } from '../../packages/synth/src/commands/impact-report.ts'
import cottage from '../fixtures/cottage/apps/cottage/estate.ts'
import { resolvedOnce } from '../support/opened.ts'

const plain = (_: string, text: string): string => text

test.each([blumeops, minilab])('$name: no line is wider than 120 characters, whatever is away', estate => {
  const resolved = resolvedOnce(estate)
  const names = namesIn(resolved)
  expect(names.length).toBeGreaterThan(10)
  const wide = names.flatMap(name => {
    const lines = formatImpact(impactOf(resolved, name), plain).split('\n')
    return lines.filter(line => line.length > 120).map(line => `${name}: ${line}`)
  })
  expect(wide).toEqual([])
})

test.each([blumeops, minilab])('$name: what stopped comes back, each once', estate => {
  const resolved = resolvedOnce(estate)
  for (const name of namesIn(resolved)) {
    const { stops, back, degrades } = impactOf(resolved, name)
    const stopped = stops.map(({ service }) => service)
    expect([...back].sort(), name).toEqual([...stopped].sort())
    // What stops does not degrade.
    expect(degrades.filter(({ service }) => stopped.includes(service))).toEqual([])
  }
})

test('a name that stands for nothing is refused', () => {
  for (const name of ['', 'op:', 'nowhere', 'indri:relative', 'indri:/nothing/lies/here', 'op:Tail'])
    expect(() => impactOf(resolvedOnce(blumeops), name), name).toThrow(UnknownNameError)
})

test('a name may be one of several ways to the same', () => {
  const of = (name: string) => ({ ...impactOf(resolvedOnce(blumeops), name), asked: '' })
  expect(of('sifaka:/volume1/backups')).toEqual(of('sifaka:backups'))
  expect(of('backups')).toEqual(of('sifaka:backups'))
  expect(of('blumeops/Grafana (blumeops)')).toEqual(of('op:Grafana'))
})

test('a cluster falls with its host, whether or not a service runs it', () => {
  const { stops } = impactOf(resolvedOf(cottage), 'box')
  expect(stops).toContainEqual({ service: 'caddy', step: 0, because: 'runs on box' })
  expect(stops).toContainEqual({ service: 'wiki', step: 1, because: 'runs in kind, on box' })
  expect(impactOf(resolvedOf(cottage), 'kind').stops.map(({ service }) => service)).not.toContain('caddy')
})

test('an estate without alerting is not told to wait for it', () => {
  const { alerts, first } = impactOf(resolvedOf(cottage), 'box')
  expect(alerts).toMatchObject({ alerting: 'none', broken: ['nothing sends alerts'], told: [], outside: [] })
  expect(first.filter(each => each.includes('nobody is told'))).toEqual([])
})

test('what was saved on the machine itself comes back from nowhere', () => {
  const move = <T extends { readonly name: string; readonly host: string }>(share: T): T =>
    share.name === 'backups' ? { ...share, host: 'indri' } : share
  const { data, first } = impactOf(
    resolvedOf({
      ...blumeops,
      shares: blumeops.shares.map(move),
      services: blumeops.services.map(each => {
        const { backsUp } = each.props
        const share = backsUp?.share
        return backsUp === undefined || share === undefined
          ? each
          : { ...each, props: { ...each.props, backsUp: { ...backsUp, share: move(share) } } }
      }),
    }),
    'indri',
  )
  expect(data.restorable).toEqual([])
  expect(data.lost).toContainEqual({
    service: 'forgejo',
    holds: 'repositories and packages',
    why: 'its backup, sifaka-borg-backups on indri:backups, fell with it',
  })
  expect(first.some(each => each.startsWith('nothing else has what sifaka-borg-backups kept'))).toBe(true)
})

test('where no alert can ring it is said why', () => {
  const fell = impactOf(resolvedOf(cottage), 'box')
  const alerts = { ...fell.alerts, told: [], silent: [], broken: ['prometheus stops', 'ntfy stops'] }
  expect(formatImpact({ ...fell, alerts }, plain)).toMatch(/^nobody is told: prometheus stops, ntfy stops$/m)
  expect(formatImpact({ ...fell, alerts: { ...alerts, broken: [] } }, plain)).toMatch(/^no alert tells of it$/m)
})
