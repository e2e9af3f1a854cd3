import { type Content, type IniValues, ini, ownUrl, type Way } from '@homelab/estate/model'

/** The folders of the image: https://grafana.com/docs/grafana/latest/setup-grafana/configure-docker/#default-paths */
export const folders = {
  data: '/var/lib/grafana',
  logs: '/var/log/grafana',
  provisioning: '/etc/grafana/provisioning',
  /** Where the sidecar writes what it fetches. */
  dashboards: '/tmp/dashboards',
}

/** Sections of `grafana.ini`, whose values stand in the place of the default's. */
export type GrafanaSettings = Readonly<Record<string, IniValues>>

/**
 * `grafana.ini`: no word to its makers, lines of its log as they are, no page of it in others' frames; its own address is that
 * of a way in. https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/
 */
export function settings(opens: Way, otherwise: GrafanaSettings = {}): Content {
  const { data, logs, provisioning } = folders
  const own: GrafanaSettings = {
    analytics: { check_for_updates: false, reporting_enabled: false },
    log: { mode: 'console' },
    paths: { data: `${data}/`, logs, plugins: `${data}/plugins`, provisioning },
    security: { allow_embedding: false },
    server: { root_url: ownUrl(opens) },
  }
  const sections = Object.entries(own).map(([name, values]) => [name, { ...values, ...otherwise[name] }])
  return ini({ ...otherwise, ...Object.fromEntries(sections) })
}

/** Where Grafana finds what the sidecar wrote: https://grafana.com/docs/grafana/latest/administration/provisioning/#dashboards */
export function dashboardProvider(): object {
  return {
    apiVersion: 1,
    providers: [
      {
        name: 'sidecarProvider',
        orgId: 1,
        type: 'file',
        disableDeletion: false,
        allowUiUpdates: false,
        updateIntervalSeconds: 30,
        options: { foldersFromFilesStructure: false, path: folders.dashboards },
      },
    ],
  }
}
