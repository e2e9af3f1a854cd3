/** ConfigMaps, one for each file that a named renderer makes of the estate. */
export interface GeneratedConfigMaps {
  /** The renderer. */
  readonly files: string
  /** What the ConfigMaps' names begin with; the file's name without ending follows. */
  readonly prefix: string
  readonly labels?: Readonly<Record<string, string>>
  /** The renderer's own settings: plain data. */
  readonly settings: object
}
