import { printScript, scriptFile } from '@homelab/formats/shell'

/** What the containers of Kiwix run. */
export interface KiwixScripts {
  /** Of the server, for `sh`: it serves the archives that are complete. Writes to `/tmp`. */
  readonly serve: string
  /** For `sh`: runs the file `sync` every half hour. */
  readonly syncLoop: string
  /**
   * For `bash`: gives Transmission, at `TRANSMISSION_HOST` and `TRANSMISSION_PORT`, the torrents of the file `TORRENT_LIST`: a
   * URL a line; lines that begin with `#` are left out.
   */
  readonly syncTorrents: string
  /** For `bash`, now and then: restarts the server when other archives are complete. It may get and patch the Deployment. */
  readonly watch: string
}

export interface KiwixScriptsProps {
  /** The folder of the archives, `*.zim`, in the containers of the server and of the watcher. */
  readonly archives: string
  readonly port: number
  readonly deployment: string
  /** In which the watcher remembers of the Deployment what it serves. */
  readonly annotation: string
  /** Where `syncTorrents` lies, in the container that runs the loop. */
  readonly sync: string
}

const files = {
  serve: scriptFile(new URL('./serve.sh', import.meta.url)),
  syncLoop: scriptFile(new URL('./sync-loop.sh', import.meta.url)),
  syncTorrents: scriptFile(new URL('./sync-torrents.sh', import.meta.url)),
  watch: scriptFile(new URL('./watch.sh', import.meta.url)),
}

/**
 * The scripts of a Kiwix whose archives Transmission fetches: one that is not complete, or broken, takes down no other.
 *
 * @example kiwixScripts({ archives: '/data/complete', port: 80, deployment: 'kiwix', annotation: 'kiwix.example.org/archives', sync: '/scripts/sync.sh' })
 */
export function kiwixScripts(props: KiwixScriptsProps): KiwixScripts {
  const { archives: ARCHIVES, port: PORT, deployment: DEPLOYMENT, annotation: ANNOTATION, sync: SYNC } = props
  return {
    serve: printScript(files.serve, [], { ARCHIVES, PORT }),
    syncLoop: printScript(files.syncLoop, [], { SYNC }),
    syncTorrents: files.syncTorrents.text,
    watch: printScript(files.watch, [], { ARCHIVES, DEPLOYMENT, ANNOTATION }),
  }
}
