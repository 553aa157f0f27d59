import { html } from 'hono/html'
import type { ParkedRow } from '../../operations/find-parked.ts'
import type { Quarantined } from '../../operations/find-quarantined.ts'
import type { Looked } from '../operations.ts'
import type { Viewer } from '../page-state.ts'
import { document } from './document.ts'
import { action, type Html } from './parts.ts'

/** Characters; a quarantined mail may have megabytes. */
const maxBody = 100_000

/** A parked event with its body. */
export function lookParked({ item, body }: Looked<ParkedRow>, path: string, viewer: Viewer): Html {
  const { body: _, ...fields } = item
  return look(viewer.texts.look.parked, Object.entries(fields), body, path, viewer)
}

/** A quarantined payload with the reasons. */
export function lookQuarantined({ item, body }: Looked<Quarantined>, path: string, viewer: Viewer): Html {
  const { parts, headers: _, id: _id, ...fields } = item
  const reasons = parts.map(({ what, why }): [string, unknown] => [what, why])
  return look(viewer.texts.look.quarantine, [...Object.entries(fields), ...reasons], body, path, viewer)
}

function look(title: string, fields: [string, unknown][], body: string, path: string, viewer: Viewer): Html {
  const { texts } = viewer
  return document(
    title,
    html`<main id="main" class="look" tabindex="-1">
    <p><a class="button" href="/">${texts.buttons.back}</a></p>
    <h1>${title}</h1>
    ${
      viewer.readOnly
        ? ''
        : html`<div class="buttons">
      ${action(`${path}/retry`, texts.buttons.retry, { kind: 'good' })}
      ${action(`${path}/drop`, texts.buttons.drop, { kind: 'bad', confirm: texts.buttons.confirm })}
    </div>`
    }
    <h2>${texts.look.note}</h2>
    <dl class="fields">${fields.map(([name, value]) => html`<dt>${name}</dt><dd>${String(value)}</dd>`)}</dl>
    <h2 id="body-title">${texts.look.body}</h2>
    ${body.length > maxBody ? html`<p class="hint">${texts.look.cut}</p>` : ''}
    <pre tabindex="0" role="region" aria-labelledby="body-title" dir="auto">${indent(body).slice(0, maxBody)}</pre>
  </main>`,
    viewer,
  )
}

function indent(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
