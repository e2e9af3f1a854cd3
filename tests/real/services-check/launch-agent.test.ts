/** What the stand-ins of macOS's programs print is understood: the same that the roles are tried with. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchAgent, launchAgents, launchDaemon } from '@homelab/ansible-gen'
import { expect, test } from 'vitest'
import { runnable, type Scene, scene } from '../standins/run.ts'
import { ask, questionOf } from './mac.ts'

const label = 'org.example.job'
const job = { label, program: ['/bin/sh'], logs: '/tmp/job' } as const

function plist(at: Scene, program: string, keepAlive: boolean): string {
  const path = join(at.folder, `${label}.plist`)
  const keys = [`<key>Label</key><string>${label}</string>`, `<key>Program</key><string>${program}</string>`]
  const alive = keepAlive ? '<key>KeepAlive</key><true/>' : '<key>StartInterval</key><integer>60</integer>'
  writeFileSync(path, `<plist version="1.0"><dict>${keys.join('')}${alive}</dict></plist>`, { mode: 0o644 })
  return path
}

test.skipIf(!runnable)('a job of launchd: loaded and running, ended, not loaded', async () => {
  const at = scene()
  const question = questionOf(launchAgents, launchAgent({ ...job, keepAlive: true }))
  expect(await ask(at, question)).toBe('down not loaded')
  const path = plist(at, '/bin/sh', true)
  await at.run('launchctl', ['load', path])
  expect(await ask(at, question)).toMatch(/^up process \d+$/)
  await at.run('launchctl', ['unload', path])
  await at.run('launchctl', ['load', plist(at, '/nowhere/program', true)])
  expect(await ask(at, question)).toBe('down loaded, but not running; it ended with exit code 78')
})

test.skipIf(!runnable)('a daemon of root is seen by everybody', async () => {
  const at = scene()
  const question = questionOf(launchAgents, launchDaemon({ ...job, everySeconds: 60 }))
  expect(await ask(at, question)).toBe('down not loaded')
  await at.run('launchctl', ['load', plist(at, '/bin/sh', false)], { env: { STANDIN_UID: '0' } })
  expect(await ask(at, question)).toBe('up loaded; its last run ended well')
})
