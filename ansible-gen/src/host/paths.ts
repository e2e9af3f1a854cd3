import type { Host } from '@homelab/estate'

/** A path below the home folder of a host's user. A host without one gives a relative path, which a check refuses. */
export function inHome(host: Host, path: string): string {
  return below(host.home, `home of ${host.name}`, path)
}

/** A path below the prefix of a host's Homebrew; likewise. */
export function inBrew(host: Host, path: string): string {
  return below(host.brewPrefix, `Homebrew of ${host.name}`, path)
}

function below(folder: string | undefined, missing: string, path: string): string {
  return `${folder ?? missing}/${path}`
}
