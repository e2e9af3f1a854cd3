/**
 * What rendered files read from other hosts, out of modules of the Go proxy: the files are those that upstream's Git
 * servers give.
 */
export interface Upstream {
  /** `PATH@VERSION` of a Go module. */
  readonly module: string
  /** Files and folders of it. */
  readonly paths: readonly string[]
  /** Served as the Git repository that an Application reads under this name, at the revision that it asks for. */
  readonly repository?: string
  /** Served as files: `HOST/FOLDER`. */
  readonly files?: string
}

/** Its chart can't be fetched, so nothing that is rendered says which. */
const cloudNativePg = '1.28.0'

/** All objects of its operator, below the folder of repositories. */
export const cloudNativePgRelease = `cloudnative-pg/releases/cnpg-${cloudNativePg}.yaml`

/** At the versions that rendered files ask for. What none asks for is not served. */
export function upstreamsFor(files: ReadonlyMap<string, string>): readonly Upstream[] {
  const asked = (by: RegExp): readonly string[] => {
    const [, version] = [...files.values()].flatMap(text => by.exec(text) ?? [])
    return version === undefined ? [] : [version]
  }
  return [
    ...asked(/raw\.githubusercontent\.com\/argoproj\/argo-cd\/(v[\w.-]+)\//).map(version => ({
      module: `github.com/argoproj/argo-cd/v3@${version}`,
      paths: ['manifests/install.yaml'],
      files: `raw.githubusercontent.com/argoproj/argo-cd/${version}`,
    })),
    ...asked(/^ +repoURL: \S+\/tailscale\.git\n +targetRevision: (v\S+)$/m).map(version => ({
      module: `tailscale.com@${version}`,
      paths: ['cmd/k8s-operator/deploy/crds'],
      repository: 'tailscale',
    })),
    // The newest that the proxy has; it serves the same version of its API as newer ones.
    {
      module: 'github.com/external-secrets/external-secrets@v0.16.2',
      paths: ['config/crds/bases'],
      repository: 'external-secrets',
    },
    {
      module: `github.com/cloudnative-pg/cloudnative-pg@v${cloudNativePg}`,
      paths: [`releases/cnpg-${cloudNativePg}.yaml`],
      repository: 'cloudnative-pg',
    },
  ]
}
