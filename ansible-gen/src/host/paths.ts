import type { Host } from '@homelab/estate/model'

/** The home folder of a host's user, or a path below it. A host without one gives a relative path, which a check refuses. */
export function inHome(host: Host, path?: string): string {
  return below(host.home, `home of ${host.name}`, path)
}

/** The prefix of a host's Homebrew, or a path below it. A host without one gives a relative path, which a check refuses. */
export function inBrew(host: Host, path?: string): string {
  return below(host.brewPrefix, `Homebrew of ${host.name}`, path)
}

function below(folder: string | undefined, missing: string, path: string | undefined): string {
  return path === undefined ? (folder ?? missing) : `${folder ?? missing}/${path}`
}
