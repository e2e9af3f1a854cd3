import { is, isRecord, listOf, oneOf, onlyFields, type Rule, recordOf, text } from '@homelab/estate/shape'
import type { HostContent, Piece } from '../host/content.ts'
import { byKind, secret } from './common.ts'
import { slot } from './slots.ts'

/** Own URLs have become texts by now. */
const iniValue = is(
  'a text, a number, true or false, or a secret',
  value => ['string', 'number', 'boolean'].includes(typeof value) || (isRecord(value) && value['kind'] === 'secret'),
)
const section = recordOf(iniValue)
const data = onlyFields({ kind: text, data: is('an object', value => typeof value === 'object' && value !== null) })

type PieceKind = Exclude<Extract<Piece, object>['kind'], 'own-url'>
const composed = byKind<PieceKind>({ secret, filtered: onlyFields({ kind: text, secret, filter: oneOf('pgpass') }) })
const piece: Rule = (value, path) => (typeof value === 'string' ? [] : composed(value, path))

/** What is in a file on a host. */
export const content = byKind<HostContent['kind']>({
  text: onlyFields({ kind: text, text }),
  yaml: data,
  json: data,
  ini: onlyFields({ kind: text, sections: recordOf(section) }, { top: section }),
  pieces: onlyFields({ kind: text, pieces: listOf(piece) }),
  slot,
})
