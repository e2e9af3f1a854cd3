/** The real operator of databases, as a rehearsal starts it: what it makes, changes and refuses, and that nothing comes without it. */
import { ControlPlane, changedDatabases, operatorLog, startKubelet, startReplacement } from '@homelab/rehearsal/run'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import blumeops from '../../../apps/blumeops/estate.ts'
import { minikube } from '../../../apps/blumeops/hosts.ts'
import { type KubeObject, objectsIn } from '../../support/objects.ts'
import { render } from '../../support/render.ts'
import { gitopsOf } from './gitops.ts'
import { programs } from './programs.ts'

const built = await programs()
const { files } = render(blumeops)
const cluster = objectsIn(files).find(({ kind }) => kind === 'Cluster')

describe.skipIf(built === undefined)('CloudNativePG', () => {
  const ended = new AbortController()
  let plane: ControlPlane

  const { name = '', namespace = '' } = cluster?.metadata ?? {}
  const apply = async (change: (spec: KubeObject['spec']) => object, as = name) => {
    const { path: _, ...object } = cluster as KubeObject
    const input = JSON.stringify({ ...object, metadata: { name: as, namespace }, spec: change(object.spec) })
    return plane.kubectl(['apply', '--filename', '-'], { input })
  }
  const get = async (...words: readonly string[]): Promise<string> =>
    (await plane.kubectl(['get', `--namespace=${namespace}`, ...words])).stdout
  // The operator may take the word back once, with what it began before it was told to leave the database alone.
  const untilItRuns = (): Promise<true> =>
    plane.sandbox.until('the word that it runs', async () =>
      (await get('clusters.postgresql.cnpg.io', name, '--output=jsonpath={.status.phase}')) ===
      'Cluster in healthy state'
        ? true
        : undefined,
    )

  beforeAll(async () => {
    if (built === undefined) return
    plane = await ControlPlane.start({ programs: built, gitops: gitopsOf(minikube), files, seconds: 900 })
    await plane.kubectl(['create', 'namespace', namespace])
    const storageClass = {
      ...{ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', provisioner: 'kubernetes.io/host-path' },
      metadata: { name: minikube.storageClass },
    }
    await plane.kubectl(['create', '--filename', '-'], { input: JSON.stringify(storageClass) })
    await startKubelet(plane, ended.signal)
    await startReplacement(plane, 'cloudnative-pg', { fields: [], programs: built, signal: ended.signal })
  })
  afterAll(async () => {
    ended.abort()
    await plane?.close()
  })

  test('makes the login of a database in a Secret that belongs to it', async () => {
    expect(await apply(spec => spec)).toMatchObject({ exitCode: 0 })
    const secret = await plane.sandbox.until('the Secret', async () => {
      const text = await get('secret', `${name}-app`, '--ignore-not-found', '--output=json')
      return text === '' ? undefined : (JSON.parse(text) as KubeObject & { readonly data: object })
    })
    expect(Object.keys(secret.data)).toEqual(expect.arrayContaining(['dbname', 'host', 'password', 'uri', 'username']))
    expect(secret.metadata).toMatchObject({ ownerReferences: [{ kind: 'Cluster', name }] })
    await untilItRuns()
  })

  test('refuses a database that its kind alone would take', async () => {
    const { exitCode, stderr } = await apply(spec => ({ ...spec, storage: { ...spec.storage, size: 'much' } }), 'other')
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining("Size value isn't valid") })
  })

  test('takes a setting that changes, and runs as before', async () => {
    const since = operatorLog(plane).length
    const parameters = { ...cluster?.spec.postgresql?.parameters, max_connections: '51' }
    expect(await apply(spec => ({ ...spec, postgresql: { ...spec.postgresql, parameters } }))).toMatchObject({
      exitCode: 0,
    })
    expect(await changedDatabases(plane, since)).toMatchObject([{ count: 1, wrong: [] }])
    await untilItRuns()
  })

  test('does not grow a claim whose volume can’t, and says so', async () => {
    const since = operatorLog(plane).length
    const claim = [
      'persistentvolumeclaim',
      `${name}-1`,
      '--output=jsonpath={.metadata.uid} {.spec.resources.requests.storage}',
    ]
    const before = await get(...claim)
    expect(await apply(spec => ({ ...spec, storage: { ...spec.storage, size: '100Ti' } }))).toMatchObject({
      exitCode: 0,
    })
    const [{ wrong } = { wrong: [] }] = await changedDatabases(plane, since)
    expect(wrong.map(({ what }) => what)).toEqual([
      expect.stringMatching(
        `^Cluster ${namespace}/${name} is not made as it says: .*the storageclass that provisions the pvc must support resize$`,
      ),
    ])
    expect(await get(...claim)).toBe(before)
  })

  test('refuses storage that shrinks', async () => {
    const { exitCode, stderr } = await apply(spec => ({ ...spec, storage: { ...spec.storage, size: '1Mi' } }))
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: expect.stringContaining("can't shrink existing storage"),
    })
  })

  test('without it no database may be made, and no Secret comes', async () => {
    const stopped = plane.sandbox.stop('cloudnative-pg')
    // It is the program of a shell that starts it again.
    await plane.sandbox.run('pkill', ['-KILL', '-f', 'cloudnative-pg controller'])
    await stopped
    const { exitCode, stderr } = await apply(spec => spec, 'third')
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringMatching(/failed calling webhook/) })
    expect(await get('secret', 'third-app', '--ignore-not-found')).toBe('')
  })
})
