import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { resolve } from '@homelab/estate'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import { render } from './support/render.ts'

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly 'working-directory'?: string
}

interface Workflow {
  readonly name: string
  readonly on: {
    readonly push?: { readonly branches: readonly string[]; readonly paths: readonly string[] }
    readonly pull_request?: null
    readonly workflow_dispatch?: null
  }
  readonly jobs: Readonly<
    Record<
      string,
      { readonly 'runs-on': string; readonly env?: Record<string, string>; readonly steps: readonly Step[] }
    >
  >
}

const root = join(import.meta.dirname, '..')
const text = (name: string): string => readFileSync(join(root, '.forgejo/workflows', `${name}.yml`), 'utf8')
// A YAML 1.1 reader would take `on` for true: this one reads YAML 1.2, as Forgejo does.
const read = (name: string): Workflow => load(text(name)) as Workflow
const tasks = new Set(
  [...readFileSync(join(root, 'mise.toml'), 'utf8').matchAll(/^\[tasks\.([\w-]+)\]/gm)].map(([, task]) => task),
)
const { services, clusters } = resolve(blumeops)
const [gitops] = clusters.map(cluster => cluster.gitops)
const app = services.flatMap(({ workload }) => ('app' in workload ? [String(workload.app)] : []))[0]

describe.each(['check', 'deploy-fly'])('%s', name => {
  test('actions are pinned by the hash of facts O6, on the runner that there is', () => {
    for (const job of Object.values(read(name).jobs)) {
      expect(job['runs-on']).toBe('k8s')
      for (const { uses } of job.steps)
        if (uses !== undefined) expect(uses).toBe('actions/checkout@34e114876b0b11c390a56381ad16ebd13914f8d5')
    }
  })

  test('every task that it runs is there', () => {
    for (const [, task] of text(name).matchAll(/mise run ([\w-]+)/g)) expect(tasks).toContain(task)
  })
})

test('a pull request is checked, types, tests and dist/', () => {
  expect(Object.keys(read('check').on)).toEqual(['pull_request'])
  expect([...text('check').matchAll(/mise run (.+)$/gm)].map(([, words]) => words)).toEqual(['test', 'synth --check'])
})

describe('the deployment of the public proxy', () => {
  const { on, jobs, name } = read('deploy-fly')
  const steps = jobs['deploy']?.steps ?? []

  test('is as it was called, and starts when the rendered folder changes', () => {
    expect(name).toBe('Deploy Fly.io Proxy')
    expect(on).toEqual({
      workflow_dispatch: null,
      push: { branches: [gitops?.revision], paths: [`${gitops?.rendered}/fly/**`] },
    })
  })

  test('deploys the folder that synth writes', () => {
    expect(steps.find(({ run }) => run === 'fly deploy')?.['working-directory']).toBe(`${gitops?.rendered}/fly`)
    expect(render(blumeops).files.has('fly/fly.toml')).toBe(true)
  })

  test('looks at the app of the estate, and only warns', () => {
    const look = steps.at(-1)?.run ?? ''
    expect([...look.matchAll(/https:\/\/([\w-]+)\.fly\.dev\/healthz/g)].map(([, found]) => found)).toEqual([app])
    expect(look).toMatch(/\|\| echo '::warning::/)
  })

  test('uses a secret that Forgejo has', () => {
    const named = [...text('deploy-fly').matchAll(/secrets\.(\w+)/g)].map(([, secret]) => secret)
    const given = services.flatMap(({ workload }) =>
      'actionsSecrets' in workload ? Object.keys((workload.actionsSecrets as { secrets: object }).secrets) : [],
    )
    expect(named).toEqual(['FLY_DEPLOY_TOKEN'])
    expect(given).toContain('FLY_DEPLOY_TOKEN')
  })
})
