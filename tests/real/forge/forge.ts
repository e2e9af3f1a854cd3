/**
 * Gitea of a pinned version, with a repository and a pull request. Forgejo, which the estate runs, came from it and
 * keeps its API of comments and statuses (https://forgejo.org/docs/latest/user/api-usage/); its own sources are in no
 * registry from which they could be built.
 */
import { pbkdf2Sync, randomBytes } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { contentsOf, madeOnce } from '@homelab/programs/made-once'
import { execa } from 'execa'
import { freePort } from '../free-port.ts'
import { neededProgram, skipped } from '../tools.ts'

const MODULE = 'code.gitea.io/gitea'

/** The folder with the program and what it reads beside it; undefined after `skipped: …`. */
export const builtForge = await program()

/** It is compiled where somebody asks for it, for that takes minutes which nothing else here has use for. */
async function program(): Promise<string | undefined> {
  if (process.env['FORGE'] !== 'build') {
    skipped('gitea (set FORGE=build)')
    return undefined
  }
  const [go, git, gcc] = ['go', 'git', 'gcc'].map(neededProgram)
  return go === undefined || git === undefined || gcc === undefined ? undefined : build(go)
}

async function build(go: string): Promise<string> {
  const cwd = join(import.meta.dirname, 'go')
  return madeOnce('forge', contentsOf(cwd), async at => {
    // Its database is in C.
    const env = { CGO_ENABLED: '1', GOFLAGS: '-mod=readonly -buildvcs=false' }
    const tags = 'sqlite,sqlite_unlock_notify'
    await execa(go, ['build', '-trimpath', '-ldflags', '-s -w', '-tags', tags, '-o', join(at, 'gitea'), MODULE], {
      ...{ cwd, env },
    })
    const { stdout: sources } = await execa(go, ['list', '-m', '-f', '{{.Dir}}', MODULE], { cwd })
    for (const folder of ['templates', 'options', 'public'])
      cpSync(join(sources, folder), join(at, folder), { recursive: true })
    // Modules are read-only, and so is their copy.
    await execa('chmod', ['--recursive', 'u+w', at])
  })
}

export interface Comment {
  readonly id: number
  readonly user: { readonly login: string }
  readonly body: string
}

/** The API as somebody uses it, without the code that is tested. */
export type Ask = <T>(method: string, path: string, body?: unknown) => Promise<T>

/** One forge with the repository `me/homelab`, whose pull request 1 asks for one commit. */
export class RealForge {
  /** `http://127.0.0.1:PORT/api/v1` */
  readonly api: string
  /** The commit at the head of the pull request. */
  commit = ''
  #jobs = 0
  readonly #folder: string
  readonly #program: string
  readonly #config: string
  readonly #server: { kill(): unknown; then: Promise<unknown>['then'] }

  private constructor(folder: string, program: string, config: string, port: number) {
    this.#folder = folder
    this.#program = program
    this.#config = config
    this.api = `http://127.0.0.1:${port}/api/v1`
    this.#server = execa(program, ['web', '--config', config], { ...this.#as(), reject: false, stdio: 'ignore' })
  }

  static async start(built: string): Promise<RealForge> {
    const folder = mkdtempSync(join(tmpdir(), 'forge-'))
    const port = await freePort()
    const config = join(folder, 'app.ini')
    writeFileSync(config, settings(folder, built, port))
    mkdirSync(join(folder, 'home'))
    const forge = new RealForge(folder, join(built, 'gitea'), config, port)
    await forge.#ready()
    await forge.#fill()
    return forge
  }

  /** Makes a person, and a token of theirs with these scopes. */
  async person(name: string, scopes: string, ...words: readonly string[]): Promise<string> {
    const email = `${name}@lab.example.com`
    await this.#admin(
      'create',
      '--username',
      name,
      '--email',
      email,
      '--random-password',
      '--must-change-password=false',
      ...words,
    )
    return this.token(name, scopes)
  }

  async token(name: string, scopes: string): Promise<string> {
    const words = ['--username', name, '--token-name', crypto.randomUUID(), '--scopes', scopes, '--raw']
    // Before it, a warning to whoever is root.
    return (await this.#admin('generate-access-token', ...words)).trim().split('\n').at(-1) ?? ''
  }

  /**
   * What a job that runs gets from the forge: https://forgejo.org/docs/latest/user/actions/security/#automatic-token. No runner is
   * here, so the rows of its task are written as the forge writes them.
   */
  jobToken(of: { readonly fork: boolean }): string {
    const database = new DatabaseSync(join(this.#folder, 'forge.db'), { timeout: 10_000 })
    const [token, salt] = [randomBytes(20).toString('hex'), randomBytes(5).toString('hex')]
    const hash = pbkdf2Sync(token, salt, 10_000, 50, 'sha256').toString('hex')
    const id = ++this.#jobs
    const running = 6
    for (const [table, row] of Object.entries({
      action_run: { id, repo_id: 1, owner_id: 1, index: id, status: running, trigger_user_id: 1 },
      action_run_job: { id, run_id: id, repo_id: 1, owner_id: 1, status: running, task_id: id },
      action_task: {
        ...{ id, job_id: id, repo_id: 1, owner_id: 1, status: running },
        ...{
          is_fork_pull_request: Number(of.fork),
          token_hash: hash,
          token_salt: salt,
          token_last_eight: token.slice(-8),
        },
      },
    })) {
      const names = Object.keys(row).map(name => `\`${name}\``)
      const marks = names.map(() => '?').join(', ')
      database.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${marks})`).run(...Object.values(row))
    }
    database.close()
    return token
  }

  /** @throws Error where it refuses */
  as(token: string): Ask {
    return async (method, path, body) => {
      const answer = await fetch(`${this.api}/${path}`, {
        method,
        headers: { authorization: `token ${token}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
      return (answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text) as never
    }
  }

  async close(): Promise<void> {
    this.#server.kill()
    await this.#server
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async #ready(): Promise<void> {
    for (let tries = 0; tries < 600; tries++) {
      const answers = await fetch(`${this.api}/version`).then(
        ({ ok }) => ok,
        () => false,
      )
      if (answers) return
      await sleep(100)
    }
    throw new Error('the forge does not answer')
  }

  async #fill(): Promise<void> {
    const ask = this.as(await this.person('me', 'all', '--admin'))
    await ask('POST', 'user/repos', { name: 'homelab', auto_init: true, default_branch: 'main' })
    const added = await ask<{ commit: { sha: string } }>('POST', 'repos/me/homelab/contents/new.txt', {
      ...{ content: Buffer.from('new\n').toString('base64'), message: 'new', new_branch: 'new' },
    })
    this.commit = added.commit.sha
    await ask('POST', 'repos/me/homelab/pulls', { base: 'main', head: 'new', title: 'New' })
  }

  async #admin(...words: readonly string[]): Promise<string> {
    const { stdout } = await execa(this.#program, ['--config', this.#config, 'admin', 'user', ...words], this.#as())
    return stdout
  }

  #as() {
    const home = join(this.#folder, 'home')
    return { cwd: home, env: { HOME: home, USER: userInfo().username, GITEA_WORK_DIR: this.#folder } }
  }
}

function settings(folder: string, built: string, port: number): string {
  // It refuses to run as root unless it is told.
  return `RUN_USER = ${userInfo().username}
I_AM_BEING_UNSAFE_RUNNING_AS_ROOT = true
[server]
HTTP_ADDR = 127.0.0.1
HTTP_PORT = ${port}
ROOT_URL = http://127.0.0.1:${port}/
STATIC_ROOT_PATH = ${built}
DISABLE_SSH = true
OFFLINE_MODE = true
[database]
DB_TYPE = sqlite3
PATH = ${folder}/forge.db
[repository]
ROOT = ${folder}/repositories
[security]
INSTALL_LOCK = true
[log]
LEVEL = Error
`
}
