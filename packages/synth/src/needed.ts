import { isInstalled, notInstalled } from '@homelab/programs'
import { Stopped } from './disk/errors.ts'

/** A program that a person installs. */
export interface Needed {
  readonly name: string
  /** The page that tells how. */
  readonly install: string
}

export const pulumi: Needed = { name: 'pulumi', install: 'https://www.pulumi.com/docs/iac/download-install/' }
export const ssh: Needed = { name: 'ssh', install: 'https://www.openssh.com' }
export const kubectl: Needed = { name: 'kubectl', install: 'https://kubernetes.io/docs/tasks/tools/' }

/**
 * Before a run does anything: says at once all that it lacks.
 *
 * @throws Stopped that names each program that is missing, and its page
 */
export function needPrograms(...programs: readonly Needed[]): void {
  const missing = programs.filter(({ name }) => !isInstalled(name))
  if (missing.length > 0) throw new Stopped(missingWords(missing), pagesOf(missing))
}

/** `op and pulumi are not installed here` */
export function missingWords(missing: readonly Needed[]): string {
  return notInstalled(missing.map(({ name }) => name))
}

/** `see PAGE (op), PAGE (pulumi)` */
export function pagesOf(missing: readonly Needed[]): string {
  const pages = missing.map(({ name, install }) => (missing.length === 1 ? install : `${install} (${name})`))
  return `see ${pages.join(', ')}`
}
