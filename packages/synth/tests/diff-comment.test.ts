/** `diff-comment` against a forge that refuses what Forgejo refuses. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { type Ran, run } from './lab.ts'
import { temporaryFolder } from './out-folder.ts'

const COMMIT = 'a'.repeat(40)
/** https://forgejo.org/docs/latest/user/api-usage/ */
const LIMIT = 65_536

interface Comment {
  readonly id: number
  readonly user: { readonly login: string }
  body: string
}

interface StandIn {
  readonly api: string
  readonly comments: Comment[]
  readonly statuses: { readonly commit: string; readonly state: string; readonly description: string }[]
}

/** Knows one repository with pull request 7, and two tokens: one that may write, and one that may only read. */
async function forge(): Promise<StandIn> {
  const comments: Comment[] = []
  const statuses: { commit: string; state: string; description: string }[] = []
  const server: Server = createServer(async (request, response) => {
    const say = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    const { method = '', url = '', headers } = request
    let text = ''
    for await (const part of request) text += String(part)
    const token = /^token (.+)$/.exec(headers.authorization ?? '')?.[1]
    if (!['writes', 'reads', 'forked'].includes(token ?? ''))
      return say(401, { message: 'user does not exist [uid: 0, name: ]' })
    if (url === '/api/v1/user') return say(200, { login: 'job' })
    const path = /^\/api\/v1\/repos\/me\/homelab\/(.*)$/.exec(url)?.[1]
    if (path === undefined) return say(404, { message: "The target couldn't be found." })
    if (method === 'GET' && path === 'issues/7/comments') return say(200, comments)
    if (method !== 'GET' && token === 'reads')
      return say(403, { message: 'token does not have at least one of required scope(s)' })
    // The job of a fork: it may change what its account wrote, and nothing else.
    if (token === 'forked' && method === 'POST') return say(403, { message: 'must have permission to write' })
    const { body = '', ...rest } = text === '' ? {} : JSON.parse(text)
    if (body.length > LIMIT) return say(422, { message: 'comment is too long' })
    if (method === 'POST' && path === 'issues/7/comments') {
      comments.push({ id: comments.length + 1, user: { login: 'job' }, body })
      return say(201, comments.at(-1))
    }
    const id = /^issues\/comments\/(\d+)$/.exec(path)?.[1]
    const comment = comments.find(each => String(each.id) === id)
    if (method === 'PATCH' && comment !== undefined) {
      // Whoever may write to the repository may change everybody's.
      comment.body = body
      return say(200, comment)
    }
    const commit = /^statuses\/(\w+)$/.exec(path)?.[1]
    if (
      method === 'POST' &&
      commit === COMMIT &&
      ['success', 'warning', 'error', 'failure', 'pending'].includes(rest.state)
    ) {
      statuses.push({ commit, state: rest.state, description: rest.description })
      return say(201, {})
    }
    return say(404, { message: "The target couldn't be found." })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { api: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`, comments, statuses }
}

async function comment(
  { api }: Pick<StandIn, 'api'>,
  markdown: string,
  { token = 'writes', repository = 'me/homelab', words = [] as string[] } = {},
): Promise<Ran> {
  const env = { FORGE_TOKEN: token, GITHUB_API_URL: api, GITHUB_REPOSITORY: repository }
  return run(temporaryFolder(), ['diff-comment', '--pull', '7', '--commit', COMMIT, ...words], {
    env,
    input: async () => markdown,
  })
}

const grave = '### 3 changes from `a` to `b`\n\n**1 destroys**, **2 restarts**\n\nmore\n'
const harmless = '### 1 change from `a` to `b`\n\nNone is dangerous.\n\n**9 destroys** is what some text says\n'

test('one comment, written over by the next call, and the danger as status', async () => {
  const there = await forge()
  expect(await comment(there, grave)).toMatchObject({ code: 0, out: expect.stringContaining('posted; status') })
  expect(await comment(there, grave)).toMatchObject({ code: 0, out: expect.stringContaining('as it was') })
  expect(await comment(there, harmless)).toMatchObject({ code: 0, out: expect.stringContaining('updated') })
  expect(there.comments).toEqual([{ id: 1, user: { login: 'job' }, body: expect.stringContaining(harmless) }])
  expect(there.statuses.map(({ state, description }) => [state, description])).toEqual([
    ['warning', '1 destroys, 2 restarts'],
    ['warning', '1 destroys, 2 restarts'],
    ['success', 'nothing dangerous'],
  ])
})

test('a comment of somebody else with the same marker is left, and hides none of its own', async () => {
  const there = await forge()
  await comment(there, grave)
  const [own] = there.comments
  there.comments.unshift({ id: 99, user: { login: 'somebody' }, body: `${own?.body.split('\n')[0]}\nmine` })
  expect((await comment(there, harmless)).out).toContain('updated')
  expect(there.comments.map(({ id, body }) => [id, body.includes('mine')])).toEqual([
    [99, true],
    [1, false],
  ])
})

test('a text over the limit is cut at a line, and what is open is closed', async () => {
  const there = await forge()
  const long = `${grave}<details><summary>x</summary>\n\n${'- a line\n'.repeat(20_000)}\n</details>\n`
  expect((await comment(there, long)).code).toBe(0)
  expect(there.comments[0]?.body).toMatch(
    /- a line\n\n<\/details>\n\nThe rest was too long: `mise run diff` shows it\.\n$/,
  )
})

test.each([
  ['a token that is none', { token: 'guess' }, /refuses to list the comments.*401/],
  [
    'a token that may only read',
    { token: 'reads' },
    /refuses a status of the commit.*403.*required scope.*; let the job’s token write/,
  ],
  ['a repository that is not there', { repository: 'me/other' }, /404.*the repository, the pull request or the commit/],
  ['no token', { token: '' }, /FORGE_TOKEN is empty: nothing was posted/],
] as const)('%s: it ends with 3, and says why', async (_, change, words) => {
  const there = await forge()
  const { code, err } = await comment(there, grave, change)
  expect({ code, err }).toEqual({ code: 3, err: expect.stringMatching(words) })
  expect(err).not.toMatch(/guess|reads\b/)
  expect(there.comments).toEqual([])
})

test.each(['', 'reads'])(
  'from a fork with the token %j it says that nothing was posted, and prints it',
  async token => {
    const there = await forge()
    const { code, out } = await comment(there, grave, { token, words: ['--fork'] })
    expect(code).toBe(0)
    expect(out).toMatch(/^::warning::nothing was posted on pull request 7: /)
    // Between marks that nobody can guess: a line of it would be a command to the runner.
    const [, mark = '', text = ''] = /^::stop-commands::([0-9a-f-]{36})\n(.*)\n::\1::$/ms.exec(out) ?? []
    expect(mark).not.toBe('')
    expect(text.trim()).toBe(grave.trim())
    expect(there.comments).toEqual([])
  },
)

test('the job of a fork, which may change the comment of its account: it is as it was, since the status is refused', async () => {
  const there = await forge()
  await comment(there, harmless)
  const { code, out } = await comment(there, grave, { token: 'forked', words: ['--fork'] })
  expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^::warning::nothing was posted/) })
  expect(there.comments).toEqual([expect.objectContaining({ body: expect.stringContaining(harmless) })])
})

test('a forge that is away, and words that are missing, are said', async () => {
  const gone = await comment({ api: 'http://127.0.0.1:1/api/v1' }, grave)
  expect(gone).toMatchObject({
    code: 3,
    err: expect.stringContaining('the forge does not answer at http://127.0.0.1:1/'),
  })
  const there = await forge()
  expect(await comment(there, ' \n')).toMatchObject({ code: 2, err: expect.stringContaining('nothing came in') })
  expect((await run(temporaryFolder(), ['diff-comment', '--pull', 'x'])).code).toBe(2)
  expect((await run(temporaryFolder(), ['diff-comment', '--pull', '7', '--commit', 'HEAD'])).code).toBe(2)
})

test.each(['GITHUB_REPOSITORY', 'GITHUB_API_URL'])('outside of a job, without %s, it asks nobody', async name => {
  const there = await forge()
  const all = { FORGE_TOKEN: 'writes', GITHUB_API_URL: there.api, GITHUB_REPOSITORY: 'me/homelab' }
  for (const env of [
    { ...all, [name]: '' },
    { ...all, [name]: undefined },
  ]) {
    const words = ['diff-comment', '--pull', '7', '--commit', COMMIT]
    const { code, err } = await run(temporaryFolder(), words, { env, input: async () => grave })
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(`${name} is not set`) })
  }
  expect(there.comments).toEqual([])
})
