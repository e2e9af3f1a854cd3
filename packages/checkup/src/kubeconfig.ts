/** Where the kube configuration lies that leads to a cluster by its context, below the home folder. */
export function kubeconfigPath(context: string): string {
  return `.kube/${context}/config.yml`
}
