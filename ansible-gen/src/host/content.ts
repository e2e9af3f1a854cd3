import type { Content, IniValues, OwnUrl, Secret } from '@homelab/estate/model'
import { made } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'

/** The value of an INI key on a host, where a secret may stand: it becomes a variable of the role. */
export type HostIniValues = Readonly<Record<string, IniValues[string] | Secret>>

/**
 * What is in a file on a host. Besides `Content` it takes secrets, since the file is written with the secret's value:
 * as a value of an INI key, anywhere in the data of YAML and JSON, and between pieces of text.
 */
export type HostContent =
  | Exclude<Content, { readonly kind: 'ini' }>
  | {
      readonly kind: 'ini'
      readonly top?: HostIniValues
      readonly sections: Readonly<Record<string, HostIniValues>>
    }
  | { readonly kind: 'pieces'; readonly pieces: readonly Piece[] }

/** How a secret is written: as a field of PostgreSQL's password file, or between double quotes in a file of variables. */
export type SecretFilter = 'pgpass' | 'dotenv'

/** Text as it is, an address of the service itself, a secret, or a secret as another program reads it. */
export type Piece =
  | string
  | OwnUrl
  | Secret
  | { readonly kind: 'filtered'; readonly secret: Secret; readonly filter: SecretFilter }

/** An INI file whose values may be secrets. */
export function hostIni(sections: Readonly<Record<string, HostIniValues>>, top?: HostIniValues): HostContent {
  return made({ kind: 'ini', sections, ...present({ top }) })
}

/** Text with secrets in it, put together without anything between the pieces. Carries no marker. */
export function pieces(...all: readonly Piece[]): HostContent {
  return made({ kind: 'pieces', pieces: all })
}
