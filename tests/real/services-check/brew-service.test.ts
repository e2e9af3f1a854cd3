/** What the stand-ins of macOS's programs print is understood: the same that the roles are tried with. */
import { join } from 'node:path'
import { brewService, brewServices } from '@homelab/ansible-gen'
import { expect, test } from 'vitest'
import { runnable, scene } from '../standins/run.ts'
import { ask, questionOf } from './mac.ts'

test.skipIf(!runnable)('a service of Homebrew', async () => {
  const at = scene()
  at.give('brew', {
    prefix: join(at.folder, 'brew'),
    applications: at.folder,
    formulae: { forge: { version: '1', bins: ['forge'], service: { arguments: ['$PREFIX/bin/forge'] } } },
    casks: {},
  })
  const question = questionOf(brewServices, brewService('forge', { logs: [] }))
  await at.run('brew', ['install', 'forge'])
  expect(await ask(at, question)).toBe('down none')
  await at.run('brew', ['services', 'start', 'forge'])
  expect(await ask(at, question)).toBe('up started')
  await at.run('brew', ['services', 'stop', 'forge'])
  expect(await ask(at, question)).toBe('down none')
})
