/** A resource that a preview would change. */
export interface PreviewedResource {
  /** `record docs`: the resource's type without its package, and its name. */
  readonly what: string
  readonly how: 'changed' | 'missing' | 'extra'
  /** The properties that differ; never what they hold. */
  readonly properties: readonly string[]
}

/** What `pulumi preview --json` prints: https://www.pulumi.com/docs/iac/cli/commands/pulumi_preview/ */
interface Preview {
  readonly steps?: readonly {
    readonly op: string
    readonly urn: string
    readonly diffReasons?: readonly string[] | null
    readonly detailedDiff?: Readonly<Record<string, unknown>> | null
  }[]
}

/** Operations of the engine, by what they say of what is live. All others change nothing there. */
const live: Readonly<Record<string, PreviewedResource['how']>> = {
  create: 'missing',
  update: 'changed',
  replace: 'changed',
  delete: 'extra',
}

/**
 * Reads a preview that refreshed the state first: what it would change is what is live otherwise than stated.
 *
 * @throws SyntaxError where it is no JSON
 */
export function previewedIn(printed: string): {
  readonly resources: number
  readonly differences: readonly PreviewedResource[]
} {
  const { steps = [] } = JSON.parse(printed) as Preview
  return {
    resources: steps.filter(({ urn }) => isResource(urn)).length,
    differences: steps.flatMap(({ op, urn, detailedDiff, diffReasons }) => {
      const how = live[op]
      if (how === undefined || !isResource(urn)) return []
      const properties = detailedDiff == null ? (diffReasons ?? []) : Object.keys(detailedDiff)
      return [{ what: named(urn), how, properties: how === 'changed' ? [...properties] : [] }]
    }),
  }
}

/** The stack itself has one, and so have the providers. */
function isResource(urn: string): boolean {
  return !/::pulumi:(?:pulumi:Stack|providers:)/.test(urn)
}

/** `urn:pulumi:STACK::PROJECT::PACKAGE:MODULE:TYPE::NAME`: https://www.pulumi.com/docs/iac/concepts/resources/names/#urns */
function named(urn: string): string {
  const [, , type = '', name = ''] = urn.split('::')
  return `${type.split(':').at(-1)} ${name}`
}
