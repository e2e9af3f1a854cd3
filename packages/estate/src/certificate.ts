import { X509Certificate } from 'node:crypto'

const one = /-----BEGIN CERTIFICATE-----[\w+/=\s]+-----END CERTIFICATE-----/g

/** The certificates of a text, which has nothing else in it, each as DER in base64; undefined where it is no such text. */
export function certificatesIn(pem: string): readonly string[] | undefined {
  const found = pem.match(one) ?? []
  if (found.length === 0 || pem.replaceAll(one, '').trim() !== '') return undefined
  try {
    return found.map(each => new X509Certificate(each).raw.toString('base64'))
  } catch {
    return undefined
  }
}
