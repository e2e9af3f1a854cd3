import { MARKDOWN_LIMIT } from '@homelab/changes'
import { type Danger, dangers } from '@homelab/estate/model'
import { type Answered, askForge, type Forge, isFine, isRefused, refusal } from './forge.ts'

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
  readonly body: string
}

/**
 * Says what changed in one comment, which later calls write over, and what is dangerous in it as the status of the commit.
 *
 * @throws Stopped where the forge refuses either
 */
export async function tellForge(forge: Forge, { pull, commit, markdown }: Told): Promise<Posted> {
  const body = `${MARKER}\n${fitting(markdown)}`
  const comment = await putComment(forge, pull, body)
  const found = dangersTold(markdown)
  const state = found.some(([danger]) => grave.has(danger)) ? 'warning' : 'success'
  const description = found.map(([danger, count]) => `${count} ${danger}`).join(', ')
  const status = {
    context: 'diff / danger',
    state,
    description: description === '' ? 'nothing dangerous' : description,
  }
  const answered = await askForge(forge, 'POST', `statuses/${encodeURIComponent(commit)}`, status)
  if (!isFine(answered)) throw refusal('a status of the commit', answered)
  return { comment, state }
}

const grave: ReadonlySet<Danger> = new Set(['destroys', 'recreates', 'opens'])

async function putComment(forge: Forge, pull: number, body: string): Promise<Posted['comment']> {
  const path = `issues/${pull}/comments`
  const listed = await askForge(forge, 'GET', path)
  if (!isFine(listed)) throw refusal('to list the comments of the pull request', listed)
  for (const { id, body: old } of commentsIn(listed).filter(each => each.body.startsWith(MARKER))) {
    if (old === body) return 'as it was'
    const updated = await askForge(forge, 'PATCH', `issues/comments/${id}`, { body })
    if (isFine(updated)) return 'updated'
    // Somebody else's, who wrote the marker too: one's own may still come.
    if (!isRefused(updated) && updated.status !== 404) throw refusal('to change its comment', updated)
  }
  const posted = await askForge(forge, 'POST', path, { body })
  if (!isFine(posted)) throw refusal('a comment on the pull request', posted)
  return 'posted'
}

function commentsIn(listed: Answered): readonly Comment[] {
  const all = JSON.parse(listed.text) as readonly { readonly id?: unknown; readonly body?: unknown }[]
  return all.flatMap(({ id, body }) => (typeof id === 'number' && typeof body === 'string' ? [{ id, body }] : []))
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
