import { expect, test } from 'vitest'
import { applicationIn, commandsBelow, commandsSince, upTo } from '../src/index.ts'

const guide = [
  ...['## Before', '', '```sh', 'no', '```', '', '## The cluster lab', '', 'Prose.', '', '```sh', '# a comment'],
  ...[
    'first --flag',
    '```',
    '',
    '### Below',
    '',
    '```yaml',
    'not: this',
    '```',
    '',
    '```sh',
    'second',
    '',
    'third',
    '```',
  ],
  ...['', '## After', '', '```sh', 'no', '```', ''],
].join('\n')

test('commands are those of shell blocks up to the next heading of the same level', () => {
  expect(commandsBelow(guide, '## The cluster lab')).toEqual(['first --flag', 'second', 'third'])
  expect(commandsBelow(guide, '### Below')).toEqual(['second', 'third'])
})

test('a heading that is not there, or that has no command, is an error', () => {
  expect(() => commandsBelow(guide, '## Elsewhere')).toThrow('the guide has no heading ## Elsewhere')
  expect(() => commandsBelow('## A\n\n## B\n\n```sh\nb\n```\n', '## A')).toThrow('the guide has no command below ## A')
})

test('syncs and waits are known by their Application', () => {
  expect(applicationIn('argocd app sync wiki')).toEqual({ verb: 'sync', name: 'wiki' })
  const wait = 'kubectl --context=c --namespace=argocd wait applications.argoproj.io/wiki --timeout=600s'
  expect(applicationIn(wait)).toEqual({ verb: 'wait', name: 'wiki' })
  expect(applicationIn('argocd app get wiki')).toBeUndefined()
  const lines = [
    'a',
    'argocd app sync one',
    'argocd app sync two',
    'kubectl wait applications.argoproj.io/one',
    'argocd app sync three',
  ]
  expect(upTo(lines, 'one')).toEqual(lines.slice(0, 4))
})

test('what a later guide has more is a command that an earlier one had not, but for those of a rollout', () => {
  const before = ['kubectl create namespace lab', 'argocd app sync wiki']
  const added = ['kubectl create namespace shop', "op read 'op://lab/shop/key' | kubectl create secret generic shop"]
  const wait = 'kubectl wait applications.argoproj.io/shop --timeout=600s'
  expect(commandsSince(before, ['argocd app sync wiki', ...added, 'argocd app sync shop', wait, ...before])).toEqual(
    added,
  )
  expect(commandsSince([...before, ...added], before)).toEqual([])
})
