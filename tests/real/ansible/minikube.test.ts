/** The role of the cluster, whatever state it finds it in: afterwards the cluster runs, or the role says why not. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failures, fresh, named, playable } from './playing.ts'
import type { Run, Scratch } from './scratch.ts'

type State = Readonly<Record<string, unknown>>

describe.skipIf(!playable)('the role of the cluster', () => {
  let at: Scratch
  beforeAll(async () => {
    at = await fresh()
    expect((await at.play(['--tags', 'minikube'])).code).toBe(0)
  })
  afterAll(() => at.remove())

  const file = (): string => join(at.state, 'minikube.json')
  function cluster(): { readonly port: number; readonly [key: string]: unknown } {
    return JSON.parse(readFileSync(file(), 'utf8')).minikube
  }
  async function found(state: State): Promise<Run> {
    at.give('minikube', { minikube: { ...cluster(), ...state } })
    return at.play(['--tags', 'minikube'])
  }
  const message = ({ tasks }: Run): string | undefined => tasks.find(({ failed }) => failed)?.message

  const running = { host: 'Running', kubelet: 'Running', apiserver: 'Running', kubeconfig: 'Configured' }
  const start = ['Start the cluster']
  test.each<readonly [string, State, readonly string[]]>([
    ['that runs is left alone', {}, []],
    ['after a power loss: its host runs, and nothing in it', { kubelet: 'Stopped', apiserver: 'Stopped' }, start],
    ['that kubectl finds no more', { kubeconfig: 'Misconfigured' }, ["Tell kubectl the cluster's address"]],
    [
      'that was paused, and that kubectl finds no more',
      { kubelet: 'Stopped', apiserver: 'Paused', kubeconfig: 'Misconfigured' },
      ['Unpause the cluster', "Tell kubectl the cluster's address"],
    ],
    ['with a node of two whose kubelet stopped', { workers: [{ host: 'Running', kubelet: 'Stopped' }] }, start],
  ])('a cluster %s', async (_, state, changed) => {
    const run = await found({ ...running, workers: [], ...state })
    expect(run.code, failures(run)).toBe(0)
    expect(named(run.changed)).toEqual(changed)
    expect(cluster()).toMatchObject(running)
  })

  // A container that starts gets another port on the host, and `tailscale serve` follows it.
  test.each(['Nonexistent'])('a cluster whose host is %s', async host => {
    const run = await found({ ...running, workers: [], host })
    expect(run.code, failures(run)).toBe(0)
    expect(named(run.changed)).toEqual([...start, 'Serve the API as svc:k8s'])
    const served = JSON.parse(readFileSync(join(at.state, 'tailscale.json'), 'utf8'))
    expect(served.Services['svc:k8s'].TCP['443'].TCPForward).toBe(`localhost:${cluster().port}`)
  })

  test('no cluster at all', async () => {
    writeFileSync(file(), '{}')
    const run = await at.play(['--tags', 'minikube'])
    expect(run.code, failures(run)).toBe(0)
    expect(named(run.changed)).toContain('Start the cluster')
  })

  test('a check starts nothing', async () => {
    at.give('minikube', { minikube: { ...cluster(), ...running, kubelet: 'Stopped', apiserver: 'Stopped' } })
    const run = await at.play(['--tags', 'minikube', '--check'])
    expect(run.code, failures(run)).toBe(0)
    expect(cluster()).toMatchObject({ kubelet: 'Stopped' })
  })

  test('a cluster that does not start fails the role, with what minikube says', async () => {
    const breaks = { exit: 80, message: 'X Exiting due to GUEST_PROVISION: no space left on device' }
    const run = await found({ ...running, host: 'Stopped', breaks })
    expect(run.code).toBe(2)
    expect(message(run)).toMatch(
      /^minikube start ended with 80:\nX Exiting.*no space left on device\nIts log: minikube/,
    )
    at.give('minikube', { minikube: { ...cluster(), breaks: undefined } })
  })

  test('Docker that does not run is told as well: minikube itself says nothing, and ends with 0', async () => {
    at.give('docker', { running: false })
    const run = await found(running)
    expect(run.code).toBe(2)
    expect(message(run)).toMatch(/^Docker does not run: start Docker Desktop, then run this role again\.\n.*daemon/)
  })
})
