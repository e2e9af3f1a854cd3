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

export const upstreams: readonly Upstream[] = [
  {
    module: 'github.com/argoproj/argo-cd/v3@v3.2.6',
    paths: ['manifests/install.yaml'],
    files: 'raw.githubusercontent.com/argoproj/argo-cd/v3.2.6',
  },
  {
    module: 'tailscale.com@v1.92.5',
    paths: ['cmd/k8s-operator/deploy/crds'],
    repository: 'tailscale',
  },
  // The newest that the proxy has; it serves the same version of its API as newer ones.
  {
    module: 'github.com/external-secrets/external-secrets@v0.16.2',
    paths: ['config/crds/bases'],
    repository: 'external-secrets',
  },
  // The kinds of its operator; the chart that installs them can't be fetched.
  {
    module: 'github.com/cloudnative-pg/cloudnative-pg@v1.28.0',
    paths: ['releases/cnpg-1.28.0.yaml'],
    repository: 'cloudnative-pg',
  },
]
