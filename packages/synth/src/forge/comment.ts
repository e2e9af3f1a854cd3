import { MARKDOWN_LIMIT } from '@homelab/changes'
import { type Danger, dangers } from '@homelab/estate/model'
import { type Answered, askForge, type Forge, isFine, ownName, refusal } from './forge.ts'

/** The first line of the one comment, by which it is found again. */
const MARKER = '<!-- homelab: mise run diff -->'

/** What is said of one commit of a pull request. */
export interface Told {
  readonly pull: number
  /** The commit's id. */
  readonly commit: string
  readonly markdown: string
}

/** What became of it. */
export interface Posted {
  readonly comment: 'posted' | 'updated' | 'as it was'
  readonly state: 'success' | 'warning'
}

interface Comment {
  readonly id: number
  readonly by: string
  readonly body: string
}

/**
 * Says what changed in one comment, which later calls of the same account write over, and what is dangerous in it as the status of the commit.
 *
 * @throws Stopped where the forge refuses either
 */
export async function tellForge(forge: Forge, { pull, commit, markdown }: Told): Promise<Posted> {
  const body = `${MARKER}\n${fitting(markdown)}`
  const own = await ownComment(forge, pull)
  const found = dangersTold(markdown)
  const state = found.some(([danger]) => grave.has(danger)) ? 'warning' : 'success'
  const description = found.map(([danger, count]) => `${count} ${danger}`).join(', ')
  const status = {
    context: 'diff / danger',
    state,
    description: description === '' ? 'nothing dangerous' : description,
  }
  const answered = await askForge(forge, 'POST', `statuses/${encodeURIComponent(commit)}`, status)
  // Before the comment: who may give none, as the job of a fork, may still change the comment of its account.
  if (!isFine(answered)) throw refusal('a status of the commit', answered)
  return { comment: await putComment(forge, pull, own, body), state }
}

const grave: ReadonlySet<Danger> = new Set(['destroys', 'recreates', 'opens'])

/**
 * Whoever may write to the repository may change every comment of it, and so may a job. One of somebody else is left even where it
 * has the marker: its author could change what is said in the job's name afterwards.
 */
async function ownComment(forge: Forge, pull: number): Promise<Comment | undefined> {
  const listed = await askForge(forge, 'GET', commentsOf(pull))
  if (!isFine(listed)) throw refusal('to list the comments of the pull request', listed)
  const own = await ownName(forge)
  return commentsIn(listed).find(each => each.by === own && each.body.startsWith(MARKER))
}

async function putComment(
  forge: Forge,
  pull: number,
  own: Comment | undefined,
  body: string,
): Promise<Posted['comment']> {
  if (own === undefined) {
    const posted = await askForge(forge, 'POST', commentsOf(pull), { body })
    if (!isFine(posted)) throw refusal('a comment on the pull request', posted)
    return 'posted'
  }
  if (own.body === body) return 'as it was'
  const updated = await askForge(forge, 'PATCH', `issues/comments/${own.id}`, { body })
  if (!isFine(updated)) throw refusal('to change its comment', updated)
  return 'updated'
}

function commentsOf(pull: number): string {
  return `issues/${pull}/comments`
}

function commentsIn(listed: Answered): readonly Comment[] {
  const all = JSON.parse(listed.text) as readonly {
    readonly id?: unknown
    readonly body?: unknown
    readonly user?: { readonly login?: unknown } | null
  }[]
  return all.flatMap(({ id, body, user }) => {
    const by = user?.login
    return typeof id === 'number' && typeof body === 'string' && typeof by === 'string' ? [{ id, by, body }] : []
  })
}

/** As `diff --markdown` counts them at its top: `**1 destroys**, **2 restarts**`. */
function dangersTold(markdown: string): readonly (readonly [Danger, number])[] {
  const line = markdown.split('\n', 4).find(each => /^\*\*\d+ \w+\*\*/.test(each)) ?? ''
  const counts = new Map(Array.from(line.matchAll(/\*\*(\d+) (\w+)\*\*/g), ([, count, name]) => [name, Number(count)]))
  return dangers.flatMap(danger => {
    const count = counts.get(danger)
    return count === undefined ? [] : [[danger, count] as const]
  })
}

/** What made it may not have kept to the limit: whole lines, as many as there is room for. */
function fitting(markdown: string): string {
  if (markdown.length <= MARKDOWN_LIMIT) return markdown
  const cut = markdown.slice(0, MARKDOWN_LIMIT - 100)
  const lines = cut.slice(0, cut.lastIndexOf('\n'))
  const open = lines.split('<details>').length > lines.split('</details>').length
  return `${lines}\n${open ? '\n</details>\n' : ''}\nThe rest was too long: \`mise run diff\` shows it.\n`
}
