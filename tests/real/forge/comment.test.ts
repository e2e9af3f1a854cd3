/** `diff-comment` against a real forge: its rights, its limits, and what it makes of the text. */
import { MARKDOWN_LIMIT } from '@homelab/changes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ran, run } from '../../../packages/synth/tests/lab.ts'
import { temporaryFolder } from '../../../packages/synth/tests/out-folder.ts'
import { type Ask, builtForge, type Comment, RealForge } from './forge.ts'

const grave = '### 3 changes from `a` to `b`\n\n**1 destroys**, **2 restarts**\n\nmore\n'
const harmless = '### 1 change from `a` to `b`\n\nNone is dangerous.\n'
/** What the workflow gives its job, in the scopes of a token. */
const WRITES = 'write:issue,write:repository,read:user'

interface Status {
  readonly status: string
  readonly context: string
  readonly description: string
}

describe.skipIf(builtForge === undefined)('a pull request of a real forge', () => {
  let forge: RealForge
  let me: Ask
  let job = ''

  beforeAll(async () => {
    forge = await RealForge.start(builtForge ?? '')
    me = forge.as(await forge.token('me', 'all'))
    job = await forge.person('job', WRITES)
    await me('PUT', 'repos/me/homelab/collaborators/job', { permission: 'write' })
  }, 120_000)

  afterAll(() => forge?.close())

  interface Change {
    readonly token?: string
    readonly pull?: string
    readonly commit?: string
    readonly repository?: string
    readonly words?: readonly string[]
  }

  function comment(markdown: string, change: Change = {}): Promise<Ran> {
    const { token = job, pull = '1', commit = forge.commit, repository = 'me/homelab', words = [] } = change
    const env = { FORGE_TOKEN: token, GITHUB_API_URL: forge.api, GITHUB_REPOSITORY: repository }
    const line = ['diff-comment', '--pull', pull, '--commit', commit, ...words]
    return run(temporaryFolder(), line, { env, input: async () => markdown })
  }

  const comments = (): Promise<readonly Comment[]> => me('GET', 'repos/me/homelab/issues/1/comments')
  const status = (): Promise<{ readonly state: string; readonly statuses: readonly Status[] }> =>
    me('GET', `repos/me/homelab/commits/${forge.commit}/status`)

  test('one comment, written over by the next call, and the danger as status', async () => {
    expect(await comment(grave)).toMatchObject({ code: 0, out: expect.stringContaining('posted; status') })
    const own = { context: 'diff / danger', status: 'warning', description: '1 destroys, 2 restarts' }
    expect((await status()).statuses).toEqual([expect.objectContaining(own)])
    expect(await comment(grave)).toMatchObject({ code: 0, out: expect.stringContaining('as it was') })
    expect(await comment(harmless)).toMatchObject({ code: 0, out: expect.stringContaining('updated') })
    expect(await comments()).toMatchObject([{ user: { login: 'job' }, body: expect.stringContaining(harmless) }])
    expect(await status()).toMatchObject({
      state: 'success',
      statuses: [{ context: 'diff / danger', status: 'success', description: 'nothing dangerous' }],
    })
  })

  test('a comment of somebody else with the same marker is left, and hides none of its own', async () => {
    const [own] = await comments()
    for (const { id } of await comments()) await me('DELETE', `repos/me/homelab/issues/comments/${id}`)
    await me('POST', 'repos/me/homelab/issues/1/comments', { body: `${own?.body.split('\n')[0]}\nmine` })
    expect((await comment(grave)).out).toContain('posted')
    expect((await comment(harmless)).out).toContain('updated')
    expect((await comments()).map(({ user, body }) => [user.login, body.includes('mine')])).toEqual([
      ['me', true],
      ['job', false],
    ])
  })

  test('it is found behind more comments than the forge shows on a page', async () => {
    const own = (await comments()).find(({ user }) => user.login === 'job')
    await me('DELETE', `repos/me/homelab/issues/comments/${own?.id}`)
    for (let said = 0; said < 60; said++)
      await me('POST', 'repos/me/homelab/issues/1/comments', { body: `words ${said}` })
    expect((await comment(grave)).out).toContain('posted')
    expect((await comment(harmless)).out).toContain('updated')
    expect((await comments()).filter(({ user }) => user.login === 'job')).toHaveLength(1)
  })

  test('as much as it may write is taken whole', async () => {
    const lines = `${grave}<details><summary>x</summary>\n\n${'- é a line\n'.repeat(20_000)}\n</details>\n`
    expect((await comment(lines)).code).toBe(0)
    const own = (await comments()).find(({ user }) => user.login === 'job')
    expect(own?.body).toMatch(/<\/details>\n\nThe rest was too long: `mise run diff` shows it\.\n?$/)
    expect(own?.body.length).toBeGreaterThan(MARKDOWN_LIMIT - 1000)
  })

  test.each([
    ['a token that is none', { token: 'f'.repeat(40) }, /refuses to list the comments.*401/],
    ['a repository that is not there', { repository: 'me/other' }, /refuses to list the comments.*404/],
    // A fault of its own.
    ['a pull request that is not there', { pull: '999' }, /refuses to list the comments.*500/],
  ] as const)('%s: it ends with 3, and says why', async (_, change, words) => {
    expect(await comment(grave, change)).toMatchObject({ code: 3, err: expect.stringMatching(words) })
  })

  test('a commit that is not there: its status is refused', async () => {
    const { code, err } = await comment(grave, { commit: 'a'.repeat(40) })
    expect({ code, err }).toEqual({ code: 3, err: expect.stringMatching(/refuses a status of the commit/) })
  })

  test('a token that may only read: it ends with 3, and nothing is written', async () => {
    const before = await comments()
    const token = await forge.token('job', 'read:issue,read:repository')
    const { code, err } = await comment(harmless, { token })
    expect({ code, err }).toEqual({ code: 3, err: expect.stringMatching(/403.*let the job’s token write/) })
    expect(err).not.toContain(token)
    expect(await comments()).toEqual(before)
  })

  test('a token for issues alone: the status is refused by name', async () => {
    const token = await forge.token('job', 'write:issue,read:user')
    const { code, err } = await comment(harmless, { token })
    expect({ code, err }).toEqual({ code: 3, err: expect.stringMatching(/refuses a status of the commit \(403/) })
  })

  test('a token that may not say whose it is: nothing is written', async () => {
    const before = await comments()
    const token = await forge.token('job', 'write:issue,write:repository')
    const { code, err } = await comment(harmless, { token })
    expect({ code, err }).toEqual({
      code: 3,
      err: expect.stringMatching(/to say whose token it is \(403.*read its user/),
    })
    expect(await comments()).toEqual(before)
  })

  test('the token of a job, which belongs to an account of the forge', async () => {
    for (const { id } of await comments()) await me('DELETE', `repos/me/homelab/issues/comments/${id}`)
    const [first, second] = [forge.jobToken({ fork: false }), forge.jobToken({ fork: false })]
    expect(await comment(grave, { token: first })).toMatchObject({ code: 0, err: '' })
    // Another job, the same account.
    expect((await comment(harmless, { token: second })).out).toContain('updated')
    expect(await comments()).toMatchObject([{ body: expect.stringContaining(harmless) }])
  })

  test('the token of a fork’s job: it says that nothing was posted, and ends with 0', async () => {
    const before = await comments()
    const token = forge.jobToken({ fork: true })
    expect(await comment(grave, { token })).toMatchObject({ code: 3, err: expect.stringMatching(/403|404/) })
    const { code, out } = await comment(grave, { token, words: ['--fork'] })
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^::warning::nothing was posted/) })
    expect(await comments()).toEqual(before)
  })

  test('somebody who may not write to the repository says it, and gives no status', async () => {
    const token = await forge.person('guest', WRITES)
    const { code, err } = await comment(harmless, { token })
    expect({ code, err }).toEqual({ code: 3, err: expect.stringMatching(/refuses a status of the commit \(403/) })
  })
})
