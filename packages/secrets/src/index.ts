import type { SecretStorePart } from '@homelab/estate/model'
import { onePasswordStore } from './onepassword/index.ts'
import { openBaoStore } from './openbao/index.ts'
import { sopsStore } from './sops/index.ts'

/** The secret stores that come with the packages: a folder each. An estate registers all of them, or those that it has. */
export * from './onepassword/index.ts'
export * from './openbao/index.ts'
export * from './sops/index.ts'

/** All stores of secrets that come with the packages, for an estate's `parts`. */
export const secretStores: readonly SecretStorePart[] = [onePasswordStore, openBaoStore, sopsStore]
