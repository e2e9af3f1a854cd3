import { lookup, type Resolved, type ResolvedService, text } from '@homelab/estate'
import { borgmaticContent, pgpassContent } from '../borgmatic/configuration.ts'
import { borgmaticScript, recorderContent, restoreTestContent, runContent } from '../borgmatic/scripts.ts'
import { jellyfinCollector } from '../collectors/jellyfin.ts'
import { minikubeCollector } from '../collectors/minikube.ts'
import { powerCollector } from '../collectors/power.ts'
import { zotCollector } from '../collectors/zot.ts'
import { borgmaticSlot, pgpassSlot, recorderSlot, restoreTestSlot, runSlot } from '../host/borgmatic.ts'
import { type ScriptSettings, scriptSlots } from '../host/scripts.ts'
import { type WrapperSettings, wrapperSlot } from '../host/wrapper.ts'
import { type HostSlotFiller, marker } from './contents.ts'
import { wrapperText } from './wrapper-text.ts'

type Output = { readonly textfile: string }

/** The files of hosts that depend on the whole estate, or are programs. */
export const hostSlots: Readonly<Record<string, HostSlotFiller>> = {
  [borgmaticSlot]: borgmaticContent,
  [pgpassSlot]: pgpassContent,
  [recorderSlot]: recorderContent,
  [restoreTestSlot]: restoreTestContent,
  [runSlot]: runContent,
  [wrapperSlot]: (_, service, settings) => text(wrapperText(settings as WrapperSettings, marker(service))),
  [scriptSlots.borgmatic]: borgmaticScript,
  [scriptSlots.jellyfin]: (resolved, service, settings) => {
    const { textfile, ...rest } = settings as Output & ScriptSettings['jellyfin']
    const { url } = asked(resolved, service)
    return text(jellyfinCollector({ marker: marker(service), output: textfile, url, ...rest }))
  },
  [scriptSlots.minikube]: (_, service, settings) => {
    const { textfile, ...rest } = settings as Output & ScriptSettings['minikube']
    return text(minikubeCollector({ marker: marker(service), output: textfile, ...rest }))
  },
  [scriptSlots.power]: (_, service, settings) => {
    const { textfile, ...rest } = settings as Output & ScriptSettings['power']
    return text(powerCollector({ marker: marker(service), output: textfile, ...rest }))
  },
  [scriptSlots.zot]: (resolved, service, settings) => {
    const { textfile, ...rest } = settings as Output & ScriptSettings['zot']
    const { url, healthPath } = asked(resolved, service)
    return text(zotCollector({ marker: marker(service), output: textfile, url: url + healthPath, ...rest }))
  },
}

/** What a collector asks: the endpoint that its service needs. */
function asked(resolved: Resolved, { name }: ResolvedService): { readonly url: string; readonly healthPath: string } {
  const find = lookup(resolved)
  const flow = find.flowsFrom(name).find(({ origin }) => origin === 'need')
  const probes = find.service(flow?.to ?? '')?.probes
  return { url: flow?.address.url ?? '', healthPath: probes?.health?.path ?? probes?.ready?.path ?? '/' }
}
