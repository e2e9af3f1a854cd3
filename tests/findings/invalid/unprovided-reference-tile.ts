import { http, image, service } from '@homelab/estate'
import { homepageIn } from '@homelab/services'
import { type Expected, fixture, kind, pod } from '../parts.ts'

const weather = { latitude: 0.5, longitude: 0.5, apiKey: '{{HOMEPAGE_VAR_WEATHER}}' }

/** It has one variable that is named, of three. */
const home = service(import.meta, 'home', {
  // here
  ...homepageIn(kind, {
    image: image('ghcr.io/gethomepage/homepage', 'v1.4.6'),
    widgets: [{ type: 'openweathermap', fields: weather }],
    pods: { container: { env: { HOMEPAGE_VAR_USER: 'reader' } } },
  }),
  routes: { tailnet: { port: 'http' } },
})

// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'shows pages',
  ports: { http: http(8080) },
  workload: pod(),
  routes: { tailnet: { port: 'http' } },
  tile: {
    title: 'Web',
    group: 'Apps',
    icon: 'web.png',
    description: 'of the fixtures',
    widget: {
      type: 'customapi',
      fields: {
        username: '{{HOMEPAGE_VAR_USER}}',
        headers: { Authorization: 'Bearer {{HOMEPAGE_VAR_TOKEN}}' },
        mappings: [{ field: 'pages', label: 'Pages' }],
      },
    },
  },
})

export default fixture(import.meta, { services: [home, web] })
export const expected: Expected = ['unprovided-reference home workload', 'unprovided-reference web tile']
