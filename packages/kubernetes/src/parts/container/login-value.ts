import type { ResolvedLogin } from '@homelab/estate/model'
import type { LoginValue } from '../../workloads/uses.ts'

/**
 * What a program is told of where people log in for it.
 *
 * @param title of the provider
 */
export function loginValue({ issuer, client, back }: ResolvedLogin, value: LoginValue, title: string): string {
  if (typeof value === 'object') return value.text
  switch (value) {
    case 'issuer':
      return issuer.url
    case 'client':
      return client
    case 'title':
      return title
    case 'redirect':
      return back[0]?.redirect ?? ''
    case 'own':
      return back[0]?.route.url ?? ''
    default:
      return issuer.url + issuer.endpoints[value]
  }
}
