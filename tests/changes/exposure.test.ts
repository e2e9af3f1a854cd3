/** What the page of exposure says of an estate, worked out by hand. */
import type { Sources } from '@homelab/synth/causes'
import { expect, test } from 'vitest'
import { cottageSources, cottageTrial, edited } from '../support/lab-sources.ts'
import owner from './cases/the-owner-8-february-2026/case.ts'

/** Columns that are empty in all rows are left out. */
async function rowsOf(sources: Sources, section: string): Promise<readonly (readonly string[])[]> {
  const outcome = await cottageTrial.run(sources)
  if ('failed' in outcome) throw new Error(outcome.failed)
  const page = outcome.files.get('docs/exposure.md')?.content ?? ''
  const [, text = ''] = page.split(`## ${section}\n`)
  const lines = (text.split('\n## ')[0] ?? '').split('\n').filter(line => line.startsWith('| '))
  return lines.slice(2).map(line =>
    line
      .slice(2, -2)
      .split(/(?<!\\)\|/)
      .map(cell => cell.trim().replaceAll('`', '')),
  )
}

async function rowOf(sources: Sources, section: string, who: string): Promise<readonly string[]> {
  const rows = await rowsOf(sources, section)
  return rows.find(([first = '']) => first.split(', ').includes(who)) ?? []
}

test('the internet: by what name, proxy, machine, endpoint and tag, to which pods, and whether it must log in', async () => {
  expect(await rowsOf(cottageSources, 'The internet')).toEqual([
    [
      'docs.cottage.example',
      '[[proxy\\|Public proxy]]',
      'edge as tag:edge',
      'https://docs.tail.example.net',
      'tag:k8s',
      '[[docs\\|Docs]], http',
      'pods in docs of kind',
      'no login, static',
      '2026-02-08',
      'it is for everybody',
    ],
  ])
})

test('people: the guest reads what the cluster serves, and nothing of the server', async () => {
  const [who, reaches = '', through] = await rowOf(cottageSources, 'People', 'guest')
  expect([who, through]).toEqual(['guest, member', ''])
  expect(reaches).toMatch(/\bwiki\b.*: 443$/)
  expect(reaches).not.toMatch(/\bbox\b/)
})

const all = ['wiki', 'feed', 'docs', 'loki', 'prometheus'].map(name => `${name}.in.cottage.example`).join(', ')

test('machines: the proxy lost Caddy and all that it carries, and all of the cluster but its targets', async () => {
  const before = await rowOf(cottageSources, 'Machines', 'edge')
  expect(before[1]).toMatch(/\bbox\b.*: 443$/)
  expect(before[1]).toMatch(/\bfeed\b/)
  expect(before[2]).toBe(`[[caddy\\|Caddy]]: ${all}`)
  const after = await rowOf(edited(cottageSources, owner.edits, 'cottage'), 'Machines', 'edge')
  expect(after).toEqual(['edge', 'docs, loki, prometheus: 443'])
})
