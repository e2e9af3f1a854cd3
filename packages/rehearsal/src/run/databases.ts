/** Databases without their machines: the word that one runs, and its operator's turn whenever somebody changes it. */
import { present } from '@homelab/formats/present'
import type { Asked, Wrong } from '../asked.ts'
import { databaseErrors } from '../database-errors.ts'
import { applicationOfObject, type KubeObject } from '../objects.ts'
import type { ControlPlane } from './control-plane.ts'
import { listAt } from './lists.ts'

/** As CloudNativePG says it, and as Argo CD's check of health knows it. */
const running = 'Cluster in healthy state'

/** Of the Cluster as it was when its operator had its last turn. */
const turned = 'rehearsal.internal/generation'

/** How long a turn may take, in seconds. */
const LONGEST = 20

interface Database {
  readonly metadata: KubeObject['metadata'] & { readonly namespace: string; readonly generation: number }
  readonly status?: { readonly phase?: string }
}

const resource = 'clusters.postgresql.cnpg.io'

/**
 * The word that each database runs, once its operator has made Secrets, Services and the first claim: no instance ever reports
 * here. The operator would take the word back, so it is told by its own annotation to leave the database alone from then on:
 * https://cloudnative-pg.io/documentation/1.28/labels_annotations/
 *
 * When the database is changed it gets a turn: it resizes claims before it looks at instances, and makes an instance after all else.
 */
export async function runDatabases(plane: ControlPlane): Promise<void> {
  const claims = await listAt<KubeObject>(plane.sandbox, '/api/v1/persistentvolumeclaims')
  for (const database of await databasesOf(plane)) {
    const { name, namespace, generation, annotations = {} } = database.metadata
    // It makes Secrets before Services, and claims after both.
    const isMade = claims.some(({ metadata }) => metadata.namespace === namespace && isOf(metadata, name))
    if (!isMade || (hadTurn(database) && isRunning(database))) continue
    if (annotations[turned] !== undefined && !hadTurn(database)) await turn(plane, database)
    const alone = ['cnpg.io/reconciliationLoop=disabled', `${turned}=${generation}`]
    await plane.kubectl(['annotate', resource, name, `--namespace=${namespace}`, '--overwrite', ...alone])
    // An instance that does not report would keep the operator from everything at its next turn.
    await plane.kubectl(['delete', 'pods', `--namespace=${namespace}`, `--selector=${instances(name)}`, '--wait=false'])
    const lastTransitionTime = new Date()
    const ready = { type: 'Ready', status: 'True', reason: 'ClusterIsReady', message: '', lastTransitionTime }
    // Argo CD asks for conditions before it looks at the phase.
    const status = { phase: running, phaseReason: '', conditions: [ready] }
    const words = ['patch', resource, name, `--namespace=${namespace}`, '--subresource=status', '--type=merge']
    await plane.kubectl([...words, '--patch', JSON.stringify({ status })])
  }
}

/** Until it made an instance, which it does last, or says that it can't go on. */
async function turn(plane: ControlPlane, { metadata: { name, namespace } }: Database): Promise<void> {
  const before = operatorLog(plane).length
  await plane.kubectl(['annotate', resource, name, `--namespace=${namespace}`, 'cnpg.io/reconciliationLoop-'])
  const isOver = async (): Promise<true | undefined> => {
    if (databaseErrors(operatorLog(plane).slice(before)).some(each => each.name === name)) return true
    const pods = await listAt<KubeObject>(
      plane.sandbox,
      `/api/v1/namespaces/${namespace}/pods?labelSelector=${encodeURIComponent(instances(name))}`,
    )
    return pods.length > 0 ? true : undefined
  }
  // What takes longer is told as it is: the claims are as they were.
  await plane.sandbox.until(`the operator had its turn at ${name}`, isOver, LONGEST).catch(() => undefined)
}

/** @param since how much the operator had written when the changes began */
export async function changedDatabases(plane: ControlPlane, since: number): Promise<readonly Asked[]> {
  const all = await databasesOf(plane)
  if (all.length === 0) return []
  const late = async (): Promise<readonly Database[]> => (await databasesOf(plane)).filter(each => !hadTurn(each))
  // The word that it runs comes after the turn.
  const isDone = async (): Promise<true | undefined> =>
    (await databasesOf(plane)).every(each => hadTurn(each) && isRunning(each)) ? true : undefined
  await plane.sandbox.until('every database had its turn', isDone, 3 * LONGEST).catch(() => undefined)
  const errors = databaseErrors(operatorLog(plane).slice(since))
  const wrong = (database: Database, what: string): Wrong => ({
    ...present({ application: applicationOfObject(database) }),
    what: `Cluster ${database.metadata.namespace}/${database.metadata.name} ${what}`,
  })
  return [
    {
      what: 'databases, whose operator makes what they say',
      count: all.length,
      wrong: [
        ...all.flatMap(database =>
          errors
            .filter(
              ({ name, namespace }) =>
                `${namespace}/${name}` === `${database.metadata.namespace}/${database.metadata.name}`,
            )
            .map(({ why }) => wrong(database, `is not made as it says: ${why}`)),
        ),
        ...(await late()).map(database => wrong(database, 'is left as it was: its operator did nothing')),
      ],
    },
  ]
}

/** All that the operator has written; empty where none was started. */
export function operatorLog({ sandbox }: ControlPlane): string {
  return sandbox.has('cloudnative-pg') ? sandbox.log('cloudnative-pg') : ''
}

function hadTurn({ metadata: { annotations = {}, generation } }: Database): boolean {
  return annotations[turned] === String(generation)
}

function isRunning({ status }: Database): boolean {
  return status?.phase === running
}

function databasesOf({ sandbox }: ControlPlane): Promise<readonly Database[]> {
  return listAt(sandbox, '/apis/postgresql.cnpg.io/v1/clusters')
}

function isOf({ labels }: KubeObject['metadata'], name: string): boolean {
  return labels?.['cnpg.io/cluster'] === name
}

function instances(name: string): string {
  return `cnpg.io/cluster=${name},cnpg.io/podRole=instance`
}
