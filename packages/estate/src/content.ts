import { made } from './made.ts'
import type { OwnUrl } from './url.ts'

/**
 * What is in a configuration file: data that a library prints, or a slot that a renderer fills because the content
 * depends on the whole estate.
 */
export type Content =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'yaml'; readonly data: object }
  | { readonly kind: 'json'; readonly data: object }
  | { readonly kind: 'ini'; readonly top?: IniValues; readonly sections: Readonly<Record<string, IniValues>> }
  | Slot

export type IniValues = Readonly<Record<string, string | number | boolean | OwnUrl>>

/** A file that a named renderer fills from the resolved estate. */
export interface Slot {
  readonly kind: 'slot'
  readonly slot: string
  /** The renderer's own settings: plain data. */
  readonly settings: object
}

export function text(content: string): Content {
  return made({ kind: 'text', text: content })
}

export function yaml(data: object): Content {
  return made({ kind: 'yaml', data })
}

export function json(data: object): Content {
  return made({ kind: 'json', data })
}

export function ini(sections: Readonly<Record<string, IniValues>>, top?: IniValues): Content {
  return made({ kind: 'ini', sections, ...(top === undefined ? {} : { top }) })
}

export function slot(name: string, settings: object = {}): Slot {
  return made({ kind: 'slot', slot: name, settings })
}
