import { http, image, service } from '@homelab/estate'
import { emptyDir } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const about = { title: 'Reader', summary: 'reads', ports: { http: http(8080) } }

function reader(name: string, url: string, folder: string) {
  return service(import.meta, name, {
    ...about,
    // here
    workload: pod({
      container: {
        image: image(`example.org/${name}`, '1.0.0'),
        env: { SOURCE: url },
        args: [`--cache=${folder}`],
        mounts: { library: { path: '/library/books', readOnly: true } },
      },
      volumes: [emptyDir('library')],
    }),
  })
}

/** Numbers count, short words are alike, and what stands often is no slip. */
export default fixture(import.meta, {
  services: [
    reader('reader1', 'http://bookshelf/cat', '/library/books'),
    reader('reader2', 'http://bookshelf/car', '/library/books'),
    reader('reader3', 'http://bookshelf/can', '/library/books/cache1'),
    reader('reader4', 'http://bookhself/cat', '/library/books/cache2'),
    reader('reader5', 'http://bookshelf/cat', '/library/rooks'),
  ],
})
export const expected: Expected = [
  'misspelt-word reader4 workload.container.env.SOURCE',
  'misspelt-word reader5 workload.container.args[0]',
]
