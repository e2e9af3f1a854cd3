import type { Finding } from '@homelab/estate/model'
import type { ObjectFile } from '../../cluster/files.ts'
import type { Member } from '../group.ts'
import type { Application } from './application.ts'
import { appliesByServer } from './sync-options.ts'

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/: of all annotations of an object together. */
const ANNOTATIONS = 262_144
/** What a sync adds to an object before it goes into the annotation: its status, and what the Application ignores. */
const MARGIN = 26_144

const annotation = 'argocd.argoproj.io/sync-options'

/**
 * Objects that a sync by the client cannot keep in its annotation: it fails on each try, while the Application shows as
 * synced. https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#server-side-apply
 */
export function checkSizes(
  byApplication: readonly (readonly [name: string, objects: readonly ObjectFile[]])[],
  members: readonly Pick<Member, 'application' | 'service'>[],
  definitions: ReadonlySet<string>,
): Finding[] {
  const byServer = new Set(
    members.flatMap(({ application }) => (optionsOf(application).includes(appliesByServer) ? [application.name] : [])),
  )
  const byClient = byApplication.filter(([name]) => !byServer.has(name))
  return [
    ...byClient.flatMap(([, objects]) => objects.filter(isLarge).map(large)),
    ...members
      .filter(({ application: { name } }) => definitions.has(name) && !byServer.has(name))
      .map(({ application, service }): Finding => {
        return {
          code: 'oversized-object',
          where: { subject: service.name, path: `application ${application.name}`, file: service.file },
          problem: 'definitions of kinds are near the size that an annotation of the client’s can have, and grow',
          got: JSON.stringify(optionsOf(application)),
          expected: appliesByServer,
          fix: `put ${appliesByServer} among its syncOptions`,
        }
      }),
  ]
}

function optionsOf({ syncOptions = [] }: Application): readonly string[] {
  return syncOptions
}

function size({ manifest }: ObjectFile): number {
  return JSON.stringify(manifest).length
}

function isLarge(object: ObjectFile): boolean {
  const { annotations = {} } = object.manifest.metadata
  // No character of a file is more than six of JSON (`\u0000`): most files are too short to be asked.
  return (
    object.file.content.length * 6 > ANNOTATIONS - MARGIN &&
    size(object) > ANNOTATIONS - MARGIN &&
    annotations[annotation]?.includes(appliesByServer) !== true
  )
}

function large(object: ObjectFile): Finding {
  return {
    code: 'oversized-object',
    where: { subject: object.service, path: object.identity, file: object.source },
    problem: 'it does not fit into the annotation in which a sync by the client keeps it',
    got: `${size(object)} characters`,
    expected: `at most ${ANNOTATIONS - MARGIN}`,
    fix: `divide it, or annotate it with ${annotation}: ${appliesByServer}`,
  }
}
