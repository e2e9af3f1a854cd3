import type { ResolvedLogin } from './resolved.ts'

/** What a program may be told of where people log in for it. */
export type LoginValue =
  /** The issuer's address, the client's name there, what people call the provider, and where they come back. */
  | 'issuer'
  | 'client'
  | 'title'
  | 'redirect'
  /** The program's own address, by the way back. */
  | 'own'
  /** The addresses of the provider's endpoints. */
  | 'authorization'
  | 'token'
  | 'userInfo'
  /** As it is. */
  | { readonly text: string }

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
      return back.find(({ route }) => route !== undefined)?.route?.url ?? ''
    default:
      return issuer.url + issuer.endpoints[value]
  }
}
