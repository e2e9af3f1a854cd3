import type { Finding } from './findings.ts'
import type { Flow, ResolvedDatabase, ResolvedLogin, ResolvedWithWorkloads } from './resolved.ts'

/** One file of `dist/`, rendered but not written. */
export interface RenderedFile {
  /** Relative to `dist/`, with forward slashes. */
  readonly path: string
  /** UTF-8, LF, ends with a newline. */
  readonly content: string
  /** Rendered as executable (mode 0755 instead of 0644). */
  readonly executable?: true
  /** The source files whose facts it carries, relative to the repository's root. */
  readonly sources: readonly string[]
  /** How many objects of the target system it holds, where that system counts objects (Kubernetes). */
  readonly objects?: number
}

/** What a projection gives back. Nothing is written by it. */
export interface Rendered {
  readonly files: readonly RenderedFile[]
  /** The services whose workload this projection renders, by name. */
  readonly claims: readonly string[]
  /** The flows, databases and logins, as they stand in the resolved estate, whose `use` this projection read. */
  readonly takes?: readonly (Flow | ResolvedDatabase | ResolvedLogin)[]
  readonly findings: readonly Finding[]
}

/** A pure function from the resolved estate to files. */
export interface Projection {
  /** The target system, as the table of `synth` shows it: `kubernetes`, `ansible`, `caddy`. */
  readonly target: string
  readonly render: (resolved: ResolvedWithWorkloads) => Rendered
}
