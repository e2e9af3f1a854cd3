import { made } from './made.ts'
/** A container image. */
export interface Image {
  readonly kind: 'image'
  /** Registry and repository, without tag. */
  readonly repository: string
  /** A version tag, or a digest (`sha256:…`). */
  readonly version: string
}

/**
 * A container image.
 *
 * @param version a version tag, or a digest (`sha256:…`); no moving tag, which would change what runs without a commit
 * @example image('ghcr.io/example/app', '1.4.2')
 */
export function image(repository: string, version: string): Image {
  return made({ kind: 'image', repository, version })
}

/** `repository:tag`, or `repository@sha256:…`. */
export function imageReference(of: Image): string {
  return of.version.startsWith('sha256:') ? `${of.repository}@${of.version}` : `${of.repository}:${of.version}`
}
