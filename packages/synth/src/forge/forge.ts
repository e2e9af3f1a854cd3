import { Stopped } from '../disk/errors.ts'

/** A pull request of a forge that speaks Forgejo's API, and what one may do there. */
export interface Forge {
  /** `https://forge.example.org/api/v1` */
  readonly api: string
  /** `owner/name` */
  readonly repository: string
  /** The job's own; never printed. */
  readonly token: string
}

/** What the forge answered. */
export interface Answered {
  readonly status: number
  /** Its own words, where it refuses; else JSON. */
  readonly text: string
}

/** Past what a busy forge takes. */
const TIMEOUT_MS = 30_000

type Method = 'GET' | 'POST' | 'PATCH'

/**
 * Of the repository.
 *
 * @throws Stopped where nobody answers
 */
export function askForge(forge: Forge, method: Method, path: string, body?: unknown): Promise<Answered> {
  return ask(forge, method, `repos/${forge.repository.split('/').map(encodeURIComponent).join('/')}/${path}`, body)
}

/**
 * The name of whose token it is: of a job's, an account that nobody can log in to.
 *
 * @throws Stopped where nobody answers, or the token may not ask
 */
export async function ownName(forge: Forge): Promise<string> {
  const answered = await ask(forge, 'GET', 'user')
  const { login } = isFine(answered) ? (JSON.parse(answered.text) as { readonly login?: unknown }) : {}
  if (typeof login === 'string') return login
  throw refusal('to say whose token it is', answered)
}

async function ask({ api, token }: Forge, method: Method, path: string, body?: unknown): Promise<Answered> {
  const url = `${api}/${path}`
  try {
    const answer = await fetch(url, {
      method,
      headers: { authorization: `token ${token}`, accept: 'application/json', 'content-type': 'application/json' },
      // A token goes nowhere that the forge only points to.
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, text: await answer.text() }
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    throw new Stopped(
      `the forge does not answer at ${url} (${cause instanceof Error ? cause.message : String(cause)})`,
      AGAIN,
      {
        cause: error,
      },
    )
  }
}

const AGAIN = 'look whether it is up, and run the job again'

export function isFine({ status }: Answered): boolean {
  return status >= 200 && status < 300
}

/** What was refused, in the forge's own words. */
export function refusal(what: string, { status, text }: Answered): Stopped {
  const fixes: Readonly<Record<number, string>> = {
    401: 'its token has run out or is none: run the job again',
    403: 'let the job’s token write issues and statuses, and one that is no job’s read its user too',
    404: 'the repository, the pull request or the commit is not there, or the token may not see it',
    413: 'the text is too long for the forge',
    422: 'the forge does not take the text: is it too long?',
  }
  return new Stopped(`the forge refuses ${what} (${status}: ${wordsOf(text)})`, fixes[status] ?? AGAIN)
}

function wordsOf(text: string): string {
  try {
    const { message } = JSON.parse(text) as { readonly message?: unknown }
    if (typeof message === 'string') return message.slice(0, 200)
  } catch {
    // A proxy before it answers in HTML.
  }
  return text
    .replaceAll(/<[^>]*>|\s+/g, ' ')
    .trim()
    .slice(0, 200)
}
