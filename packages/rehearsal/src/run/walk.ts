/** Commands of a guide, each as a shell runs it; what asks a person on a terminal is answered. */
import { setTimeout as sleep } from 'node:timers/promises'
import { present } from '@homelab/formats/present'
import type { Explained } from '../explained.ts'
import { applicationIn } from '../guide.ts'
import { isBroken } from './argocd.ts'
import type { ControlPlane } from './control-plane.ts'
import type { Say } from './programs.ts'
import type { Ran } from './sandbox.ts'

/** What the guide says may fail: an object whose kind comes later. */
const laterKind =
  /^(error: )?(unable to recognize|resource mapping not found|no matches for kind|ensure CRDs are installed first)/

/** Of Argo CD, which has not heard of a kind; of the API server, which has, and serves it a moment later. */
const lateKind = /could not find (?<group>\S+)\/(?<kind>\w+) for requested resource/
const unserved = /: (?<kind>\w+)\.(?<group>[\w.-]+) "" not found/

/** The longest that one command takes, in seconds: a rehearsal ends with a table, also where something never gets well. */
const LONGEST = 200

const unread = { phase: '', conditions: [] }

export class Walk {
  /** How long the first sync of each Application took. */
  readonly seconds = new Map<string, number>()
  /** What the CLI said of a sync that it ended with an error; in the row of one that never began there is nothing else. */
  readonly refused = new Map<string, string>()
  /** Argo CD is there, and was asked to sync something. */
  reachedSyncs = false
  readonly #plane: ControlPlane
  readonly #env: Readonly<Record<string, string>>
  readonly #explained: Explained
  readonly #say: Say
  readonly #replace: (application: string) => Promise<void>
  readonly #replaced = new Set<string>()
  #password = ''

  constructor(
    plane: ControlPlane,
    env: Readonly<Record<string, string>>,
    explained: Explained,
    say: Say,
    replace: (application: string) => Promise<void>,
  ) {
    this.#plane = plane
    this.#env = env
    this.#explained = explained
    this.#say = say
    this.#replace = replace
  }

  /** Runs all; what failed, a clause each. What is not a sync must work: nothing after it would say more. */
  async go(lines: readonly string[]): Promise<readonly string[]> {
    const problems: string[] = []
    const asked: Promise<unknown>[] = []
    for (const line of lines) {
      if (this.#plane.sandbox.failed !== undefined) throw this.#plane.sandbox.failed
      const application = applicationIn(line)
      const explained = application !== undefined && this.#explained.applications[application.name] !== undefined
      if (explained && application.verb === 'wait') continue
      this.#say(line)
      const began = Date.now()
      if (application?.verb === 'sync') {
        this.reachedSyncs = true
        const synced = this.#sync(line, application.name).then(() => {
          this.seconds.set(application.name, (Date.now() - began) / 1000)
        })
        if (explained) asked.push(synced)
        else await synced
        if (!this.#replaced.has(application.name)) await this.#replace(application.name)
        this.#replaced.add(application.name)
        continue
      }
      const ran = await this.#again(line, await this.#run(line))
      if (ran.exitCode === 0 || isLater(ran)) continue
      problems.push(`the guide's command failed (${ran.exitCode}): ${line}\n${ran.stderr.trim().slice(-2000)}`)
      if (application === undefined) break
    }
    await Promise.all(asked)
    return problems
  }

  /** Runs one that may fail: what it leaves tells. */
  try(line: string): Promise<Ran> {
    this.#say(line)
    return this.#shell(line)
  }

  /** Once more where it only looks, and the connection broke: as it does on a busy machine. */
  async #again(line: string, ran: Ran): Promise<Ran> {
    if (ran.exitCode === 0 || !/^argocd app diff /.test(line) || !isBroken(ran)) return ran
    this.#say(`again: ${line}, which ended with ${ran.exitCode}: ${ran.stderr.trim()}`)
    await sleep(2000)
    return this.#run(line)
  }

  async #run(line: string): Promise<Ran> {
    const { argocd, sandbox } = this.#plane
    // It goes on in another terminal. There is no kubelet to forward by: the programs listen where it would lead.
    if (/ port-forward service\//.test(line)) {
      await argocd.startServers()
      return { exitCode: 0, stdout: '', stderr: '' }
    }
    if (/^argocd admin initial-password/.test(line)) {
      const ran = await sandbox.until('argocd-server has made its first password', async () => {
        const asked = await this.#shell(line)
        return asked.exitCode === 0 ? asked : undefined
      })
      this.#password = ran.stdout.split('\n')[0] ?? ''
      return ran
    }
    if (/^argocd login /.test(line))
      return sandbox.until('argocd-server takes a login', async () => {
        const asked = await this.#shell(`${line} --password '${this.#password}'`)
        return asked.exitCode === 0 ? asked : undefined
      })
    if (/^argocd account update-password/.test(line)) {
      // 32 characters at most.
      const [old, next] = [this.#password, crypto.randomUUID().slice(0, 23)]
      this.#password = next
      return this.#shell(`${line} --current-password '${old}' --new-password '${next}'`)
    }
    if (/^argocd app delete /.test(line)) return this.#shell(`printf 'y\\n' | ${line}`)
    const waited = applicationIn(line)
    if (waited?.verb === 'wait') {
      const done = new AbortController()
      void this.#lookAgain(waited.name, done.signal)
      return this.#shell(line).finally(() => done.abort())
    }
    return this.#shell(line)
  }

  /** The CLI goes on watching what can't be read, by which it gets no better. Its row tells how it went. */
  async #sync(line: string, name: string): Promise<void> {
    const [ended, hopeless] = [new AbortController(), new AbortController()]
    const looking = this.#isHopeless(name, ended.signal).then(is => is && hopeless.abort())
    let { exitCode, stderr } = await this.#shell(line, hopeless.signal)
    const asksAgain = async () => (await this.#neverBegan(name)) || (await this.#knowsKindByNow(name))
    if (exitCode !== 0 && !hopeless.signal.aborted && (await asksAgain())) {
      this.#say(`again: ${line}, which ended with ${exitCode}: ${stderr.trim()}`)
      ;({ exitCode, stderr } = await this.#shell(line, hopeless.signal))
    }
    if (exitCode !== 0 && isBroken({ stderr }) && !hopeless.signal.aborted) await this.#over(line, name, stderr)
    if (exitCode !== 0 && this.#explained.applications[name] === undefined)
      this.#say(`told: ${line} ended with ${exitCode}: ${stderr.trim()}`)
    if (exitCode !== 0) this.refused.set(name, `${line} ended with ${exitCode}: ${stderr.trim().slice(-1000)}`)
    ended.abort()
    await looking
  }

  /** The connection broke, and the operation goes on: what comes after it needs what it makes. */
  async #over(line: string, name: string, stderr: string): Promise<void> {
    this.#say(`waiting until it is over: ${line}, of which was heard last: ${stderr.trim()}`)
    for (const end = Date.now() + LONGEST * 1000; Date.now() < end; await sleep(1000)) {
      const { phase } = await this.#plane.argocd.state(name).catch(() => unread)
      if (phase !== 'Running') return
    }
  }

  /** There is no operation, and nothing is known to be wrong with it: the server did not take it, as it rarely does on a busy machine. */
  async #neverBegan(name: string): Promise<boolean> {
    const { phase, conditions } = await this.#plane.argocd.state(name).catch(() => unread)
    return phase === '' && conditions.length === 0
  }

  /** It failed for want of a kind that the API server has: what Argo CD knows of kinds is late on a busy machine. */
  async #knowsKindByNow(name: string): Promise<boolean> {
    const { message } = await this.#plane.argocd.state(name).catch(() => ({ message: '' }))
    const { group, kind } = (lateKind.exec(message) ?? unserved.exec(message))?.groups ?? {}
    if (group === undefined || kind === undefined) return false
    const { stdout } = await this.#plane.kubectl(['api-resources', `--api-group=${group}`, '--no-headers'])
    return stdout.split('\n').some(line => line.trim().split(/\s+/).at(-1) === kind)
  }

  /** No operation runs or is to, and twice in a row it could not be compared. */
  async #isHopeless(name: string, signal: AbortSignal): Promise<boolean> {
    for (let times = 0; times < 2; ) {
      await sleep(8000, undefined, { signal }).catch(() => undefined)
      if (signal.aborted) return false
      // What is known of it may be from before its source could be read.
      const { phase, conditions } = await this.#plane.argocd.refreshed(name, signal).catch(() => unread)
      times = phase !== 'Running' && conditions.some(each => /^\w+Error: /.test(each)) ? times + 1 : 0
    }
    return true
  }

  /** Argo CD's view lags behind what it has just applied, and by itself it looks again after minutes. */
  async #lookAgain(name: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sleep(3000, undefined, { signal }).catch(() => undefined)
      if (!signal.aborted) await this.#plane.argocd.refresh(name, signal)
    }
  }

  #shell(line: string, signal?: AbortSignal): Promise<Ran> {
    return this.#plane.shell(line, { env: this.#env, seconds: LONGEST, ...present({ signal }) })
  }
}

/** Every line of what it complained of is about a kind that comes later. */
function isLater({ stderr }: Ran): boolean {
  const lines = stderr.split('\n').filter(line => line.trim() !== '' && !/^Warning: /.test(line))
  return (
    lines.length > 0 && lines.every(line => laterKind.test(line) || /no matches for kind "ExternalSecret"/.test(line))
  )
}
