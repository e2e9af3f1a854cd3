import { appendFileSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findProgram } from '../tools.ts'
import { allFronts } from './fronts/all.ts'
import { useLab } from './lab.ts'

const recorded = join(import.meta.dirname, 'recorded/forge-logins.txt')
describe.each(allFronts)('$name', front => {
  const lab = useLab(front, 'fail2ban-regex', 'fail2ban-server', 'logrotate')

  async function status(host: 'docs' | 'forge', line: string, client: string): Promise<number> {
    return (await lab.ask(host, line, { 'Fly-Client-IP': client, 'Content-Length': '0' })).status
  }

  /** Until it holds, or ten seconds are over. */
  async function eventually(what: () => Promise<boolean>): Promise<boolean> {
    for (let tries = 0; tries < 40; tries += 1) {
      if (await what()) return true
      await new Promise(next => setTimeout(next, 250))
    }
    return false
  }

  describe.skipIf(lab.missing !== undefined)(`fail2ban${lab.missing === undefined ? '' : ` (${lab.missing})`}`, () => {
    test('its tester finds the failed logins in recorded lines, and no others', async () => {
      const filter = '/etc/fail2ban/filter.d/failed-login.conf'
      const { all } = await lab
        .proxy()
        .network.run(findProgram('fail2ban-regex') ?? '', ['--print-all-matched', recorded, filter])
      expect(all).toMatch(/Lines: 7 lines, 0 ignored, 4 matched, 3 missed/)
      expect(all).toMatch(/\[7\] \^?.*Year/)
      expect(String(all).match(/^\| {2}2026\S+ \S+ 40[13]$/gm)?.length).toBe(4)
    })

    test('who fails too often is shut out by nginx; others are not; and is let in again', async () => {
      // The image has no jail but ours; this machine's distribution brings one for SSH.
      rmSync(join(lab.proxy().place('/etc/fail2ban'), 'jail.d/defaults-debian.conf'), { force: true })
      // What an earlier run on this machine banned is not remembered, as in a new container.
      writeFileSync(join(lab.proxy().place('/etc/fail2ban'), 'fail2ban.local'), '[DEFAULT]\ndbfile = None\n')
      const server = findProgram('fail2ban-server') ?? ''
      const ban = ['-s', '/run/ban.sock', '-p', '/run/ban.pid']
      lab.proxy().network.start(server, ['-xf', ...ban, '--loglevel', 'INFO', '--logtarget', '/run/ban.log', 'start'])
      const client = async (...words: readonly string[]) =>
        String(
          (await lab.proxy().network.run(findProgram('fail2ban-client') ?? '', [...ban.slice(0, 2), ...words])).all,
        )
      expect(await eventually(async () => (await client('status')).includes('forge-logins'))).toBe(true)
      // It follows a log that was rotated, too.
      const log = join(lab.proxy().logs, 'forge-logins.log')
      // fail2ban 1.1 reads a log again and again if it was rotated before fail2ban had read any of it. A log that is
      // rotated for its size has been read long before.
      appendFileSync(log, `${new Date().toISOString().slice(0, 19)}+00:00 192.0.2.1 401\n`)
      expect(await eventually(async () => /Total failed:\s+1$/m.test(await client('status', 'forge-logins')))).toBe(
        true,
      )
      appendFileSync(log, '2026-11-26T12:00:00+00:00 192.0.2.1 200\n'.repeat(30_000))
      expect(await lab.proxy().rotate()).toEqual({ code: 0, said: '' })
      expect(existsSync(`${log}.1`)).toBe(true)

      for (let tries = 0; tries < 4; tries += 1)
        expect(await status('forge', 'POST /user/login', '203.0.113.5')).toBe(401)
      await new Promise(next => setTimeout(next, 1500))
      expect(await status('forge', 'GET /', '203.0.113.5')).toBe(200)
      expect(await status('forge', 'POST /USER/%6cogin', '203.0.113.5')).toBe(401)
      expect(await eventually(async () => (await status('forge', 'GET /', '203.0.113.5')) === 403)).toBe(true)
      expect(await status('docs', 'GET /', '203.0.113.5')).toBe(200)
      expect(await status('forge', 'GET /', '203.0.113.6')).toBe(200)

      await client('unban', '203.0.113.5')
      expect(await eventually(async () => (await status('forge', 'GET /', '203.0.113.5')) === 200)).toBe(true)

      // Of IPv6 a connection has a /64: each password from another address of it is one client's.
      const within = (host: string) => `2001:db8:0:66:${host}`
      for (let n = 1; n <= 5; n += 1) {
        expect(await status('forge', 'POST /user/login', within(`a:b:c:${n}`))).toBe(401)
        await new Promise(next => setTimeout(next, 400))
      }
      expect(await eventually(async () => (await status('forge', 'GET /', within('ffff::1'))) === 403)).toBe(true)
      expect(await status('forge', 'GET /', '2001:db8:0:67::1')).toBe(200)
      expect(await status('docs', 'GET /', within(':1'))).toBe(200)
      await client('unban', '2001:db8:0:66::/64')
      expect(await eventually(async () => (await status('forge', 'GET /', within('ffff::1'))) === 200)).toBe(true)

      // A name and password may come with any request; to be asked for them is no failure.
      const guess = async (from: string, headers: Record<string, string>) => {
        for (let n = 0; n < 6; n += 1) {
          const answer = await lab.ask('forge', `GET /api/v${n}`, { 'Fly-Client-IP': from, ...headers })
          expect(answer.status).toBe(401)
        }
      }
      await guess('203.0.113.8', {})
      await guess('203.0.113.7', { Authorization: 'Basic eDp5' })
      expect(await eventually(async () => (await status('forge', 'GET /', '203.0.113.7')) === 403)).toBe(true)
      expect(await status('forge', 'GET /', '203.0.113.8')).toBe(200)
    })
  })
})
