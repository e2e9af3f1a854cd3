import { resolvedOf } from '@homelab/estate/model'
import { reached, tailnetOf } from '@homelab/tailnet/render'
import { expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import { formatReached } from '../packages/synth/src/commands/reach-report.ts'
import words from './findings/valid/tailnet-words.ts'
import { resolvedOnce } from './support/opened.ts'

const plain = (_style: string, text: string): string => text

test.each([blumeops, words])('no line of an answer is wider than 120 columns', estate => {
  const resolved = resolvedOnce(estate)
  const tailnet = tailnetOf(resolved)
  if (tailnet === undefined) throw new Error('no policy')
  const names = [...tailnet.inventory.endpoints, ...resolved.services, ...resolved.people].map(({ name }) => name)
  const texts = names.flatMap(name =>
    [{ from: name }, { to: name }].map(question => formatReached(reached(resolved, tailnet, question), true, plain)),
  )
  expect(texts.length).toBeGreaterThan(10)
  const wide = texts.flatMap(text => text.split('\n')).filter(line => line.length > 120)
  expect(wide).toEqual([])
})

test('an answer says who, where, by what, what answers, and what the rules say', () => {
  const resolved = resolvedOf(words)
  const tailnet = tailnetOf(resolved)
  if (tailnet === undefined) throw new Error('no policy')
  expect(formatReached(reached(resolved, tailnet, { from: 'laptop', to: 'nas' }), false, plain)).toBe(
    [
      'from    to   ports     because    answers',
      'laptop  nas  tcp:8080  grants[3]  -',
      '',
      'app from  to   because    capability               is told',
      'laptop    nas  grants[3]  tailscale.com/cap/drive  media to read',
      '',
      'rule       says',
      'grants[3]  group:house -> tag:nas tcp:8080, tailscale.com/cap/drive (Films.)',
      '',
    ].join('\n'),
  )
  const rows = formatReached(reached(resolved, tailnet, { from: 'laptop', to: 'lan' }), false, plain)
  expect(rows).toContain('laptop  lan  tcp:443  grants[1]  - if posture:current')
})

test('who may log in is told with the accounts, how, and by which rule', () => {
  const resolved = resolvedOnce(blumeops)
  const tailnet = tailnetOf(resolved)
  if (tailnet === undefined) throw new Error('no policy')
  const text = formatReached(reached(resolved, tailnet, { to: 'indri' }), false, plain)
  const heads = text.split('\n').filter(line => line.startsWith('ssh from'))
  expect(heads.map(line => line.trim().split(/\s{2,}/))).toEqual([['ssh from', 'to', 'as', 'how', 'because']])
})
