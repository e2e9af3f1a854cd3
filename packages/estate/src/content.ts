import { present } from '@homelab/formats/present'
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
export interface Slot<S extends object = object> {
  readonly kind: 'slot'
  readonly slot: string
  /** The renderer's own settings: plain data. */
  readonly settings: S
}

/** A kind of slot: what makes it, and what knows its settings again. The name stands for the type of the settings. */
export interface SlotKind<S extends object> {
  readonly slot: string
  readonly of: (settings: S) => Slot<S>
  /** Whether a content is a slot of this kind. */
  readonly is: (content: { readonly kind: string }) => content is Slot<S>
}

/**
 * A file's text, as it is.
 *
 * @example text('hello\n')
 */
export function text(content: string): Content {
  return made({ kind: 'text', text: content })
}

/**
 * A file in YAML, from data.
 *
 * @example yaml({ log: { level: 'info' } })
 */
export function yaml(data: object): Content {
  return made({ kind: 'yaml', data })
}

/**
 * A file in JSON, from data.
 *
 * @example json({ theme: 'dark' })
 */
export function json(data: object): Content {
  return made({ kind: 'json', data })
}

/**
 * A file in INI, from sections of values.
 *
 * @param top what stands before the first section; nothing by default
 * @example ini({ server: { port: 3000 } })
 */
export function ini(sections: Readonly<Record<string, IniValues>>, top?: IniValues): Content {
  return made({ kind: 'ini', sections, ...present({ top }) })
}

/**
 * Defines a kind of slot, once: whoever fills it reads settings of the type that its author writes.
 *
 * @example const motd = defineSlot<{ readonly greeting: string }>('motd')
 */
export function defineSlot<S extends object>(name: string): SlotKind<S> {
  return {
    slot: name,
    of: settings => made({ kind: 'slot', slot: name, settings }),
    is: (content): content is Slot<S> => content.kind === 'slot' && 'slot' in content && content.slot === name,
  }
}
