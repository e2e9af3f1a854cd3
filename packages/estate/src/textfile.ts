import { made } from './made.ts'
/** A file of metrics that a program on a host writes, and the host's collector reads. */
export interface Textfile {
  readonly kind: 'textfile'
  /** Absolute. */
  readonly path: string
  /** What is in it, as the metric catalogue calls it. */
  readonly exporter: string
  /** How often it is written. */
  readonly everySeconds: number
  /** The backup repository that it is about, by name: label `repository` of all that is in it. */
  readonly repository?: string
}

/**
 * A file of metrics, for the collector of its host: https://github.com/prometheus/node_exporter#textfile-collector
 *
 * @param path absolute
 * @group a part of your own
 */
export function textfile(path: string, props: Pick<Textfile, 'exporter' | 'everySeconds' | 'repository'>): Textfile {
  return made({ kind: 'textfile', path, ...props })
}
