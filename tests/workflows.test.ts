/** The workflows are written by hand: they hold facts of the estate, and these tests hold them to it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HostWorkload } from '@homelab/ansible-gen'
import { checksOf } from '@homelab/checkup'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import blumeops from '../apps/blumeops/estate.ts'
import { pinnedActions, runnerLabel } from '../apps/blumeops/forge.ts'
import { resolvedOnce } from './support/opened.ts'
import { root } from './support/sources.ts'

interface Step {
  readonly name?: string
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
  readonly env?: Readonly<Record<string, string>>
  readonly 'working-directory'?: string
}

interface Job {
  readonly 'runs-on': string
  readonly permissions?: Readonly<Record<string, string>>
  readonly needs?: readonly string[]
  readonly steps: readonly Step[]
}

interface Workflow {
  readonly name: string
  readonly on: Readonly<
    Record<string, { readonly branches?: readonly string[]; readonly paths?: readonly string[] } | null>
  >
  readonly permissions: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, Job>>
}

const folder = join(root, '.forgejo/workflows')
const files = readdirSync(folder).sort()
const text = (name: string): string => readFileSync(join(folder, name), 'utf8')
const workflow = (name: string): Workflow => parse(text(name))
const stepsOf = ({ jobs }: Workflow): readonly Step[] => Object.values(jobs).flatMap(({ steps }) => steps)

const resolved = resolvedOnce(blumeops)
const proxy = resolved.services.find(({ serves }) => serves.includes('public'))?.runs.publicProxy

test('there are three', () => expect(files).toEqual(['check.yml', 'deploy-fly.yml', 'diff.yml']))

describe.each(files)('%s', name => {
  const read = workflow(name)

  test('runs on the runners of the forge', () => {
    expect(new Set(Object.values(read.jobs).map(job => job['runs-on']))).toEqual(new Set([runnerLabel]))
  })

  test('what the estate says of its trust is so: who may change what it runs, and which secrets it is given', () => {
    const stated = resolved.services.flatMap(({ runners }) =>
      runners.flatMap(({ label, jobs }) => jobs.map(job => ({ label, ...job }))),
    )
    const own = stated.filter(job => job.workflow === `.forgejo/workflows/${name}`)
    const asked = new Set([...text(name).matchAll(/secrets\.(\w+)/g)].map(([, secret = '']) => secret))
    const proposed = Object.keys(read.on).some(event => event.startsWith('pull_request'))
    expect(own.map(({ label, runs, secrets = [] }) => [label, runs, secrets])).toEqual([
      [Object.values(read.jobs)[0]?.['runs-on'], proposed ? 'proposed' : 'reviewed', [...asked]],
    ])
  })

  test('uses only actions at the reviewed commit, and says which release that is', () => {
    const used = stepsOf(read).flatMap(({ uses }) => uses ?? [])
    const pinned = Object.entries(pinnedActions).map(([action, commit]) => `${action}@${commit}`)
    expect([...new Set(used)]).toEqual(pinned)
    expect(text(name).match(/(?<=- )uses: .*/g)).toEqual(used.map(use => `uses: ${use} # v4.3.1`))
  })

  test('may only read, and leaves no token in the checkout', () => {
    expect(read.permissions).toEqual({ contents: 'read' })
    const checkouts = stepsOf(read).filter(({ uses }) => uses?.startsWith('actions/checkout@'))
    expect(checkouts.map(step => step.with?.['persist-credentials'])).toEqual(checkouts.map(() => false))
  })

  test('pipes nothing that it downloads into a shell', () => {
    const scripts = stepsOf(read).flatMap(({ run }) => run ?? [])
    expect(scripts.filter(script => /\|\s*(ba|da|z)?sh\b/.test(script))).toEqual([])
  })

  test('asks for no secret that the forge is not given', () => {
    const given = resolved.services.flatMap(({ workload }) =>
      Object.keys((workload as HostWorkload).actionsSecrets?.secrets ?? {}),
    )
    const asked = [...text(name).matchAll(/secrets\.(\w+)/g)].map(([, secret = '']) => secret)
    expect(asked.filter(secret => !given.includes(secret))).toEqual([])
    expect(asked.length).toBe(name === 'deploy-fly.yml' ? 2 : 0)
  })
})

describe('check.yml', () => {
  test('runs on pull requests, without their rights: the tests, and whether dist/ is what is rendered', () => {
    const read = workflow('check.yml')
    expect(Object.keys(read.on)).toEqual(['pull_request'])
    const tasks = stepsOf(read).flatMap(
      ({ run }) => /^npx --yes @jdxcode\/mise@[\d.]+ run (.*)$/.exec(run ?? '')?.[1] ?? [],
    )
    expect(tasks).toEqual(['test', 'synth --check'])
    const mise = readFileSync(join(root, 'mise.toml'), 'utf8')
    expect(tasks.filter(task => !mise.includes(`[tasks.${task.split(' ')[0]}]`))).toEqual([])
  })
})

describe('diff.yml', () => {
  const { on, jobs } = workflow('diff.yml')

  test('what a pull request brings runs where there is no token, and gives nothing but a text', () => {
    expect(Object.keys(on)).toEqual(['pull_request'])
    const { diff } = jobs
    expect(diff?.permissions).toBeUndefined()
    expect(JSON.stringify(diff)).not.toMatch(/token|secrets\./)
    expect(diff?.steps.at(-1)?.run).toContain('run diff "$began..HEAD" --markdown')
  })

  test('what has a token runs nothing of the pull request, and takes what comes of it as data', () => {
    const { comment } = jobs
    expect(comment).toMatchObject({
      needs: ['diff'],
      permissions: { contents: 'read', issues: 'write', 'pull-requests': 'write', statuses: 'write' },
    })
    const [checkout, say] = comment?.steps ?? []
    expect(checkout?.with?.['ref']).toBe('$' + '{{ github.event.pull_request.base.sha }}')
    expect(comment?.steps).toHaveLength(2)
    // Put into the script itself it would be part of it.
    expect(say?.run).not.toContain('$' + '{{')
    expect(say?.run).toContain(' run diff-comment --pull "$PULL" --commit "$COMMIT" $' + '{FORK:+"$FORK"}')
    expect(Object.keys(say?.env ?? {}).toSorted()).toEqual(['COMMIT', 'FORGE_TOKEN', 'FORK', 'MARKDOWN', 'PULL'])
  })
})

describe('deploy-fly.yml', () => {
  const read = workflow('deploy-fly.yml')
  const named = (name: string): Step | undefined => stepsOf(read).find(step => step.name === name)
  const [rendered] = resolved.clusters.map(({ source }) => source.rendered)

  test('runs when what is rendered for the proxy changes on the main branch, and by hand', () => {
    const [branch] = resolved.clusters.map(({ source }) => source.revision)
    expect(read.on).toEqual({
      push: { branches: [branch], paths: [`${rendered}/${proxy?.rendered}/**`] },
      workflow_dispatch: null,
    })
  })

  test('deploys the application of the estate from the rendered folder', () => {
    expect(named('Deploy')).toMatchObject({
      'working-directory': `${rendered}/${proxy?.rendered}`,
      run: `flyctl deploy --config fly.toml --app ${proxy?.name}`,
      env: { FLY_API_TOKEN: expect.stringContaining('secrets.FLY_DEPLOY_TOKEN') },
    })
    expect(named('Show the status')?.run).toContain(`flyctl status --app ${proxy?.name} `)
  })

  test('asks what services-check asks of the proxy', () => {
    const urls = checksOf(resolved).flatMap(({ what, where }) => (what === 'proxy itself' ? where : []))
    expect(urls).toHaveLength(1)
    expect(named('Ask whether it answers')?.run).toContain(` ${urls[0]} `)
  })

  test('gives the token to no other step than those that need it', () => {
    const having = stepsOf(read).filter(({ env }) => JSON.stringify(env ?? {}).includes('secrets.'))
    expect(having.map(({ name }) => name)).toEqual(['Deploy', 'Show the status'])
  })

  test('installs flyctl by version and digest, for both architectures', () => {
    const { env = {}, run = '' } = named('Install flyctl') ?? {}
    expect(env['VERSION']).toMatch(/^\d+\.\d+\.\d+$/)
    for (const digest of ['SHA256_X86_64', 'SHA256_ARM64']) {
      expect(env[digest]).toMatch(/^[0-9a-f]{64}$/)
      expect(run).toContain(`$${digest}`)
    }
    expect(run).toContain('sha256sum --check --strict')
  })
})
