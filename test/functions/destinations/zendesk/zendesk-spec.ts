import { loadVendorSpec } from '../../../support/vendor-spec.ts'

const documented = (operation: string, ...names: string[]) =>
  names.map((name) => `${operation}: query ${name} is not known`)

/** Zendesk's description, with what its documentation has in prose: the name of an upload, and offset pagination. */
export const zendeskSpec = await loadVendorSpec('zendesk.yaml', {
  except: [
    ...documented('POST /api/v2/uploads', 'filename'),
    ...documented('GET /api/v2/tickets', 'sort_by', 'sort_order', 'per_page'),
    ...documented('GET /api/v2/tickets/{ticket_id}/comments', 'sort_order', 'per_page', 'page'),
    ...documented('GET /api/v2/triggers/active', 'per_page', 'page'),
  ],
})
