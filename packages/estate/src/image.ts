import { made } from './made.ts'
/** A container image. */
export interface Image {
  readonly kind: 'image'
  /** Registry and repository, without tag. */
  readonly repository: string
  /** A version tag, or a digest (`sha256:…`). */
  readonly version: string
}

export function image(repository: string, version: string): Image {
  return made({ kind: 'image', repository, version })
}

/** `repository:tag`, or `repository@sha256:…`. */
export function imageReference(of: Image): string {
  return of.version.startsWith('sha256:') ? `${of.repository}@${of.version}` : `${of.repository}:${of.version}`
}
