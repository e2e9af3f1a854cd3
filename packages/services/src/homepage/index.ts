import {
  type Cluster,
  http,
  type Image,
  type ServiceProps,
  type WidgetValue,
  withVariables,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { configMap, deployment, emptyDir, externalSecret, hardened, secretKey } from '@homelab/kubernetes'
import { type NodeReach, nodePortOf, onNodes, type PodsOtherwise, podsWith } from '../pods.ts'
import { pageSlot, tilesSlot } from './slot.ts'

/** A widget at the top of the page: https://gethomepage.dev/widgets/info/ */
export interface HomepageWidget {
  readonly type: string
  /** Its keys, in order. A secret of the vault is a variable of the page. */
  readonly fields: Readonly<Record<string, WidgetValue>>
}

/** Links that are no services: https://gethomepage.dev/configs/bookmarks/ */
export interface HomepageBookmarks {
  /** Called as no group of tiles is. */
  readonly group: string
  readonly links: readonly HomepageLink[]
}

export interface HomepageLink {
  /** As people read it. */
  readonly title: string
  readonly href: string
  readonly icon?: string
  /** Two letters in place of an icon. */
  readonly abbr?: string
  /** The host of the link by default. */
  readonly description?: string
}

export interface HomepageProps extends NodeReach {
  /** `ghcr.io/gethomepage/homepage`: https://github.com/gethomepage/homepage/releases */
  readonly image: Image
  /** `homepage` by default. */
  readonly namespace?: string
  /**
   * Groups of tiles and bookmarks in their order, each with how it is laid out: https://gethomepage.dev/configs/settings/#layout. By
   * default groups stand in the order in which the estate lists their services. A tile of another group is a finding.
   */
  readonly layout?: Readonly<Record<string, Readonly<Record<string, WidgetValue>>>>
  /**
   * What is otherwise in `settings.yaml`: https://gethomepage.dev/configs/settings/. By default the page has the estate's title, and asks
   * nobody for newer versions. A secret of the vault is a variable of the page.
   */
  readonly settings?: Readonly<Record<string, WidgetValue>> & { readonly layout?: never }
  /** At the top of the page, in their order; none by default. */
  readonly widgets?: readonly HomepageWidget[]
  /** None by default. */
  readonly bookmarks?: readonly HomepageBookmarks[]
  /**
   * What is otherwise about its pods. By default they ask for 128 MiB and a hundredth of a processor, and get 512 MiB; run as the
   * owner of the image's files (1000); and write to the folder of its settings alone, which ends with them.
   */
  readonly pods?: PodsOtherwise
}

/** The owner of the image's files: https://github.com/gethomepage/homepage/blob/main/Dockerfile */
const user = 1000

const own = 'homepage'
const folder = '/app/config'

/**
 * The home page (gethomepage.dev) in a cluster, with the tiles of all services, wherever they run: each leads to the best way in, shows
 * whether the service is healthy where that can be asked, and what its widget says. What widgets log in with comes from the vault. It
 * asks what it shows, and nothing else: neither the cluster nor the internet. It asks nobody who they are. Routes are said beside it.
 *
 * @example service(import.meta, 'home', { ...homepageIn(home, { image: image('ghcr.io/gethomepage/homepage', 'v1.4.6') }), routes: { ops: { port: 'http', audience: 'members' } } })
 */
export function homepageIn(at: Cluster, props: HomepageProps): ServiceProps<'http'> {
  const { namespace = own, layout, bookmarks = [], pods } = props
  const settings = withVariables('page-settings', props.settings ?? {})
  const widgets = withVariables(
    'page-widgets',
    (props.widgets ?? []).map(({ type, fields }) => ({ [type]: fields })),
  )
  const secrets = { ...settings.secrets, ...widgets.secrets }
  const variables = Object.keys(secrets)
  const groups = layout === undefined ? undefined : Object.keys(layout)
  const files = {
    'services.yaml': tilesSlot.of({
      ...present({ layout: groups }),
      bookmarks: bookmarks.map(({ group }) => group),
      widgets: (props.widgets ?? []).map(({ type }) => type),
    }),
    'settings.yaml': pageSlot.of({
      titled: true,
      data: {
        // https://gethomepage.dev/configs/settings/#homepage-version-update-checking
        disableUpdateCheck: true,
        ...(settings.data as object),
        ...(layout !== undefined && { layout: Object.entries(layout).map(([group, style]) => ({ [group]: style })) }),
      },
    }),
    'widgets.yaml': pageSlot.of({ data: widgets.data as object }),
    'bookmarks.yaml': pageSlot.of({
      data: bookmarks.map(({ group, links }) => ({
        [group]: links.map(({ title, ...link }) => ({ [title]: [link] })),
      })),
    }),
    // No token, no rights: docs/decisions/0058-the-home-page-is-told.md. https://gethomepage.dev/configs/kubernetes/
    'kubernetes.yaml': pageSlot.of({ data: { mode: 'disabled' } }),
  }
  return {
    title: 'Homepage',
    summary: 'shows a tile of every service',
    ports: { http: http(3000, nodePortOf(props)) },
    workload: deployment(
      podsWith(
        {
          at,
          namespace,
          ...onNodes(props),
          podSecurity: { fsGroup: user, runAsGroup: user, runAsUser: user, runAsNonRoot: true },
          tiles: { secret: `${own}-tiles` },
          // https://gethomepage.dev/installation/#homepage_allowed_hosts
          allowedHosts: 'HOMEPAGE_ALLOWED_HOSTS',
          container: {
            image: props.image,
            env: {
              // https://gethomepage.dev/configs/settings/#log-path
              LOG_TARGETS: 'stdout',
              ...Object.fromEntries(variables.map(variable => [variable, secretKey(own, variable)])),
            },
            // It puts files beside its settings that nobody gave it.
            mounts: {
              config: folder,
              files: Object.keys(files).map(name => ({ path: `${folder}/${name}`, subPath: name })),
            },
            resources: { requests: { memory: '128Mi', cpu: '10m' }, limits: { memory: '512Mi' } },
            security: hardened(),
          },
          volumes: [emptyDir('config'), configMap('files', own, files)],
          ...(variables.length > 0 && { secrets: [externalSecret(own, { data: secrets })] }),
        },
        pods,
      ),
    ),
    probes: {
      live: { port: 'http', path: '/api/healthcheck', delaySeconds: 20 },
      ready: { port: 'http', path: '/api/healthcheck' },
    },
    collects: ['tiles'],
  }
}
