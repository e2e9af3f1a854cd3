import type { PodsBeside } from './workload.ts'

/**
 * What the Service before pods beside the main ones is called.
 *
 * @param main the name of the Service before those
 */
export function besideName(main: string, { name, objectName, serviceName = objectName }: PodsBeside): string {
  return serviceName ?? `${main}-${name}`
}

/** The ports on which pods beside the main ones answer, by any of their containers. */
export function answeredBy({
  answers = [],
  sidecars = [],
}: Pick<PodsBeside, 'answers' | 'sidecars'>): readonly string[] {
  return [...answers, ...sidecars.flatMap(sidecar => sidecar.answers ?? [])]
}
