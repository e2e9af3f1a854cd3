/** Argo CD's own command line reads what is rendered for two of them, and goes to the one that is meant. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { banks } from '../../support/banks.ts'
import { fencesIn, pagesIn } from '../../support/pages.ts'
import { render } from '../../support/render.ts'
import { commandsOf } from '../../support/shell-words.ts'
import { programs } from './programs.ts'

const built = await programs()
const typed = fencesIn(pagesIn(render(banks()).files), 'sh')
  .flatMap(({ page, text }) => commandsOf(page, text))
  .flatMap(({ words: [program, ...words] }) => (program === 'argocd' ? [words] : []))
/** One of each: what is named is no matter to whoever reads flags. */
const kinds = [...Map.groupBy(typed, words => words.map(word => (/^\w/.test(word) ? '' : word)).join(' ')).values()]
const sides = ['left', 'right'] as const

describe.skipIf(built === undefined)("Argo CD's command line", () => {
  const folder = mkdtempSync(join(tmpdir(), 'argocd-'))
  const config = join(folder, 'config')
  const asked: string[] = []
  const servers: Server[] = []
  const argocd = (words: readonly string[]) =>
    execa(join(built?.bin ?? '', 'argocd'), [...words, '--config', config], {
      ...{ reject: false, timeout: 20_000, env: { HOME: folder } },
    })

  beforeAll(async () => {
    const addresses = await Promise.all(
      sides.map(
        side =>
          new Promise<string>(resolve => {
            const server = createServer(socket => {
              asked.push(side)
              socket.destroy()
            }).listen(0, '127.0.0.1', () => {
              const address = server.address()
              resolve(`127.0.0.1:${typeof address === 'object' ? address?.port : ''}`)
            })
            servers.push(server)
          }),
      ),
    )
    const contexts = sides.map((name, index) => ({ name, server: addresses[index], user: name }))
    const known = addresses.map(server => ({ server, 'plain-text': true, 'grpc-web': true }))
    const users = sides.map(name => ({ name, 'auth-token': 'any' }))
    const said = { contexts, servers: known, users, 'current-context': 'left' }
    writeFileSync(config, stringify(said), { mode: 0o600 })
  })
  afterAll(() => {
    for (const server of servers) server.close()
    rmSync(folder, { recursive: true })
  })

  test('knows every flag of every command', async () => {
    expect(kinds.length).toBeGreaterThan(15)
    const wrong: string[] = []
    for (const [words = []] of kinds) {
      const { exitCode, stderr } = await argocd([...words, '--help'])
      if (exitCode !== 0) wrong.push(`${words.join(' ')}: ${stderr}`)
    }
    expect(wrong).toEqual([])
    expect((await argocd(['app', 'get', 'wiki', '--argo-context=left', '--help'])).exitCode).not.toBe(0)
  })

  test.each(sides)('goes to the one on the %s, whichever it was logged in to last', async side => {
    const own = typed.filter(words => words.includes(`--argocd-context=${side}`))
    for (const verb of ['get', 'sync', 'wait', 'delete']) {
      asked.length = 0
      const words = own.find(each => each[1] === verb)
      if (words === undefined) throw new Error(`no page says argocd app ${verb}`)
      await argocd([...words, ...(verb === 'delete' ? ['--yes'] : [])])
      expect([verb, ...new Set(asked)]).toEqual([verb, side])
    }
  })

  test('says so where nobody logged in to one of that name', async () => {
    const { exitCode, stderr } = await argocd(['app', 'get', 'wiki', '--argocd-context=middle'])
    expect(exitCode).not.toBe(0)
    expect(stderr).toContain("Context 'middle' undefined")
  })
})
