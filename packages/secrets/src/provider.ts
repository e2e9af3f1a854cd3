import type { IClusterSecretStore } from '@kubernetes-models/external-secrets/external-secrets.io/v1/ClusterSecretStore'

/** The `provider` of a store of External Secrets, which the compiler holds to the definition of its kind. */
export type ClusterProvider = NonNullable<IClusterSecretStore['spec']>['provider']
