/** The account by which the Argo CD of another cluster works, as its own command line calls it. */
export const manager = 'argocd-manager'

/** Where the objects of that account lie, below the cluster's folder: they are applied by hand, once. */
export const accessFolder = 'access'
