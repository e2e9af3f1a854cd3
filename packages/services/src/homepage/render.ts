import { fills, type Slots } from '@homelab/estate/contents'
import { type Finding, type Resolved, type ResolvedService, variablesIn, withVariables } from '@homelab/estate/model'
import { printYaml, type YamlText } from '@homelab/formats'
import { present } from '@homelab/formats/present'
import { checkPage } from './checks.ts'
import { type Shown, shownAt } from './shown.ts'
import { type PageSettings, pageSlot, tilesSlot } from './slot.ts'

/** The files of the home page: what it says itself, and the tiles of all services. */
export const homepageSlots: Slots = {
  ...fills(tilesSlot, servicesYaml),
  ...fills(pageSlot, ({ title }, _, { data, titled }) =>
    printYaml(titled === true ? { title, ...data } : data, { text: beforeYaml }),
  ),
}

/** https://gethomepage.dev/configs/services/ */
function servicesYaml(resolved: Resolved, page: ResolvedService, settings: PageSettings): string | readonly Finding[] {
  const shown = shownAt(resolved, page)
  const findings = checkPage(page, shown, settings)
  if (findings.length > 0) return findings
  const groups = Map.groupBy(shown, ({ tile }) => tile.group)
  return printYaml(
    [...groups].map(([group, members]) => ({ [group]: members.map(each => ({ [each.tile.title]: entry(each) })) })),
    { text: beforeYaml },
  )
}

function entry({ tile, at: { href, monitor, asks }, name }: Shown): object {
  const { icon, description, widget } = tile
  return {
    icon,
    ...present({ href }),
    description,
    // By HTTP alone: a ping needs a right that pods have not, and no policy of a cluster lets it out.
    ...present({ siteMonitor: monitor }),
    ...(widget !== undefined && {
      widget: {
        type: widget.type,
        ...present({ url: asks }),
        ...(withVariables(name, widget.fields).data as object),
      },
    }),
  }
}

/** The page puts values in the place of variables before it reads YAML: quotation marks of a password would end the text. */
function beforeYaml(value: string): YamlText {
  return variablesIn(value).length > 0 && !value.includes('\n') ? { value, block: true } : { value }
}
