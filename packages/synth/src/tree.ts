import type { Finding, RenderedFile } from '@homelab/estate/model'

/** A rendered file and the target whose projection rendered it. */
export interface TreeFile extends RenderedFile {
  readonly target: string
}

/** Everything that is to lie in the out folder. */
export interface Tree {
  /** In the order of their paths; each path is safe and there once. */
  readonly files: readonly TreeFile[]
  /** The files that were refused. */
  readonly findings: readonly Finding[]
}
