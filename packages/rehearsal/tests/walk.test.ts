/** What becomes of a guide's commands that fail, in a shell that knows how each ends. */
import { expect, test } from 'vitest'
import { walkOver } from './walk-over.ts'

/** What a command ends with, and complains of. */
type Ends = Readonly<Record<string, readonly [exitCode: number, stderr: string]>>

async function walked(ends: Ends, ...lines: readonly string[]) {
  const ran: string[] = []
  const walk = walkOver({
    shell: (line: string) => {
      ran.push(line)
      const [exitCode, stderr] = ends[line] ?? [0, '']
      return Promise.resolve({ exitCode, stdout: '', stderr })
    },
  })
  return { problems: await walk.go(lines), ran }
}

test('a command that fails is a problem, in its own words, and nothing after it runs', async () => {
  const { problems, ran } = await walked(
    { 'kubectl apply -f b': [1, 'the server could not find it\n'] },
    'kubectl apply -f a',
    'kubectl apply -f b',
    'kubectl apply -f c',
  )
  expect(problems).toEqual(["the guide's command failed (1): kubectl apply -f b\nthe server could not find it"])
  expect(ran).toEqual(['kubectl apply -f a', 'kubectl apply -f b'])
})

test('objects whose kind comes later are none, as the guide says; beside anything else they are', async () => {
  const later = 'resource mapping not found for name: "pg" namespace: "db" from "b": no matches for kind "Cluster"\n'
  const { problems } = await walked({ 'kubectl apply -f b': [1, later] }, 'kubectl apply -f b', 'kubectl apply -f c')
  expect(problems).toEqual([])
  const mixed = await walked({ 'kubectl apply -f b': [1, `${later}error: forbidden\n`] }, 'kubectl apply -f b')
  expect(mixed.problems).toHaveLength(1)
})

test('after a command on one Application that fails the others have their turn', async () => {
  const { problems, ran } = await walked(
    { 'kubectl wait applications.argoproj.io/one --for=create': [1, 'no such application\n'] },
    'kubectl wait applications.argoproj.io/one --for=create',
    'kubectl wait applications.argoproj.io/two --for=create',
  )
  expect(problems).toHaveLength(1)
  expect(ran.at(-1)).toBe('kubectl wait applications.argoproj.io/two --for=create')
})

test('a sync whose connection broke is waited for while its operation goes on, and what comes next needs it', async () => {
  const phases = ['Running', 'Running', 'Running', 'Succeeded']
  const seen: string[] = []
  const walk = walkOver({
    argocd: {
      state: () => Promise.resolve({ phase: phases.shift() ?? 'none', message: '', conditions: [] }),
      refreshed: () => Promise.resolve({ phase: 'Running', conditions: [] }),
    },
    shell: (line: string) => {
      seen.push(`${line}: ${phases.length} left`)
      const stderr = line.startsWith('argocd')
        ? 'rpc error: code = Unavailable desc = error reading from server: EOF'
        : ''
      return Promise.resolve({ exitCode: stderr === '' ? 0 : 20, stdout: '', stderr })
    },
  })
  expect(await walk.go(['argocd app sync wiki', 'kubectl get wiki'])).toEqual([])
  expect(seen).toEqual(['argocd app sync wiki: 4 left', 'kubectl get wiki: 0 left'])
})
