/** "Is everything well": what it shows comes from the estate, and leads on. */

import { overviewDashboard } from '@homelab/observability'
import { describe, expect, test } from 'vitest'
import type { Observed } from '../packages/observability/src/metrics/index.ts'
import { type ReadDashboard, readDashboard } from './support/dashboards.ts'
import { dashboards, drawnAs, given, nothing, observed } from './support/observed.ts'

const spec = given(overviewDashboard)

test('every question has its panels, side by side and row by row', () => {
  expect(
    read(observed).panels.map(({ title, gridPos: { x, y, w, h } }) => `${[x, y, w, h].join(',')} ${title}`),
  ).toEqual([
    '0,0,6,4 Alerts Firing',
    '6,0,6,4 Probes Failing',
    '12,0,6,4 Targets Down',
    '18,0,6,4 Stuck Containers',
    '0,4,8,8 Probes',
    '8,4,8,8 Targets',
    '16,4,8,8 Databases',
    '0,12,8,8 Backup Age',
    '8,12,8,8 Volumes',
    '16,12,8,8 Disks of Hosts',
    '0,20,8,8 Which Alerts Fire',
    '8,20,8,8 Restarts in an Hour',
    '16,20,8,8 Certificates End In',
    '0,28,8,8 Log Lines',
    '8,28,8,8 Samples',
    '16,28,8,8 Remote Writes by Answer',
  ])
})

test('every panel leads to where its subject is seen in detail', () => {
  const uids = new Map(dashboards.map(({ named: { uid, title } }) => [`/d/${uid}`, title]))
  for (const { title, links = [] } of read(observed).panels) {
    expect(links, title).toHaveLength(1)
    for (const link of links) {
      if (link.url.startsWith('/d/')) expect(uids.get(link.url)).toBe(link.title)
      else expect(link.url).toMatch(/^https:\/\/prometheus\.example\.org\/(alerts|targets)$/)
    }
  }
})

test('without the detailed dashboard, a panel leads to Prometheus', () => {
  const alone = readDashboard(drawnAs(spec, observed, [spec]))
  expect(alone.panels.map(({ links }) => links?.[0]?.url.includes('/d/'))).not.toContain(true)
})

test('without the pages of Prometheus, what has no dashboard has no link', () => {
  const { prometheus: _, ...rest } = observed
  const alone = readDashboard(drawnAs(spec, rest, [spec]))
  expect(alone.panels.map(({ links }) => links)).toEqual(alone.panels.map(() => undefined))
})

test('an estate without anything to watch has its alerts only', () => {
  expect(read(nothing).panels.map(({ title }) => title)).toEqual(['Alerts Firing', 'Which Alerts Fire'])
})

describe('what a service adds appears by itself', () => {
  const probe = { service: 'new', title: 'New', page: 'services/new', job: 'integrations/blackbox/new' }

  test('a probe', () => {
    const more = read({ ...observed, probes: [...observed.probes, probe] })
    expect(legendsOf(more, 'Probes')).toEqual([...legendsOf(read(observed), 'Probes'), 'New'])
  })

  test('a probe over https brings its certificate', () => {
    const more = read({ ...observed, probes: [...observed.probes, { ...probe, tls: true }] })
    expect(legendsOf(more, 'Certificates End In')).toEqual(['Wiki', 'New'])
  })

  test('a backup turns red when it is later than its own schedule allows', () => {
    const [daily] = observed.backups
    if (daily === undefined) throw new Error('no backup')
    const weekly = { ...daily, title: 'Weekly', periodSeconds: 7 * 86_400, graceSeconds: 600 }
    const age = read({ ...observed, backups: [daily, weekly] }).panels.find(({ title }) => title === 'Backup Age')
    expect(JSON.stringify(age)).toContain(`{"color":"red","value":${7 * 86_400 + 600}}`)
    expect(JSON.stringify(age)).toContain(`{"color":"red","value":${26 * 3600}}`)
  })
})

function read(estate: Observed): ReadDashboard {
  return readDashboard(drawnAs(spec, estate, dashboards))
}

function legendsOf(dashboard: ReadDashboard, title: string): readonly (string | undefined)[] {
  return dashboard.panels
    .filter(panel => panel.title === title)
    .flatMap(({ targets }) => targets.map(one => one.legendFormat))
}
