/** Where Flux's own objects lie, below the cluster's folder. The root reads all of it. */
export const ownFolder = 'flux'
export const kustomizationsFolder = `${ownFolder}/kustomizations`
export const sourcesFolder = `${ownFolder}/sources`
/** What Flux decrypts: it is no object of its own, and the root does not read it. */
export const secretsFolder = 'secrets'
export const namespacesFolder = `${ownFolder}/namespaces`
