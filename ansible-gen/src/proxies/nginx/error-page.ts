import { html } from '@homelab/formats/page'

/**
 * What a visitor sees while the upstream does not answer. Complete in itself: whatever it would load from is down.
 *
 * @param title the estate's, as people write it
 */
export function errorPage(title: string, header: string): string {
  return page.replace('HEADER', header.replaceAll('--', '- -')).replaceAll('TITLE', html(title)).trimStart()
}

const page = `
<!doctype html>
<!-- HEADER -->
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>TITLE is resting</title>
    <style>
      :root { color-scheme: dark; }
      body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #11151c; color: #d6deeb; font: 1.1rem/1.6 system-ui, sans-serif; }
      main { max-width: 32rem; padding: 2rem; }
      h1 { margin: 0 0 1rem; font-size: 1.6rem; color: #82aaff; }
      p { margin: 0 0 1rem; }
      .small { font-size: .9rem; color: #8a99ad; }
    </style>
  </head>
  <body>
    <main>
      <h1>TITLE is resting</h1>
      <p>The server behind this page does not answer right now. It runs at home, and homes have power cuts, updates and cats.</p>
      <p>Try again in a few minutes.</p>
      <p class="small">503</p>
    </main>
  </body>
</html>
`
