/** Where Flux's own objects lie, below the cluster's folder. The root reads all of it. */
export const ownFolder = 'flux'
export const kustomizationsFolder = `${ownFolder}/kustomizations`
export const sourcesFolder = `${ownFolder}/sources`
export const namespacesFolder = `${ownFolder}/namespaces`
