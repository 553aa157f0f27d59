/**
 * What mail systems write of why, a reason a row, the passing ones first: facts, read off their replies. Compared in
 * lower case with white space collapsed. `code`: enhanced status codes without their class (RFC 3463, and the registry
 * that RFC 5248 set up), which say the same.
 */
export interface Reason {
  readonly name: string
  /** Whether the same mail to the same address would fail again. */
  readonly permanent: boolean
  readonly codes: readonly string[]
  readonly words: string
}

const rows: readonly Reason[] = [
  {
    name: 'mailbox full',
    permanent: false,
    codes: ['2.2', '3.1'],
    words:
      'mailbox full | mailbox is full | mailbox has exceeded | over quota | overquota | over the quota | quota exceeded | exceeded quota | exceeds quota | exceeded its quota | exceeded storage | out of storage | storage limit | insufficient storage | not enough storage | mailbox quota | quota violation | exceeding their quota | exceeds allowed size | mail box space not enough | disk quota | disk full | inbox is full | box is full | user is over | mailfolder is full | too many messages on server | postfach ist voll | postfach voll | speicherplatz | boîte pleine | boîte aux lettres pleine | casella piena | buzón lleno | mailbox vol | skrzynka pełna | переполнен',
  },
  {
    name: 'sent too much, or not yet trusted',
    permanent: false,
    codes: ['7.28', '7.29', '3.2', '4.5', '5.3'],
    words:
      'greylist | graylist | grey listed | rate limit | rate limited | too many connections | too many messages | too many recipients | too many requests | throttl | try again later | try again soon | try later | temporarily rejected | temporarily deferred | temporarily unavailable | temporary failure | temporarily blocked | receiving mail at a rate | system busy | server busy | insufficient system | insufficient resources | resources temporarily',
  },
  {
    name: 'no such recipient',
    permanent: true,
    codes: ['1.1', '1.2', '1.3', '1.6', '1.10', '2.1', '5.0'],
    words:
      'user unknown | unknown user | no such user | no such recipient | no such mailbox | no such address | does not exist | doesn’t exist | not exist | unknown recipient | recipient unknown | recipient not found | user not found | addressee unknown | address unknown | unknown address | invalid recipient | invalid mailbox | invalid address | invalid user | mailbox not found | mailbox unavailable | mailbox is unavailable | mailbox disabled | mailbox is disabled | account disabled | account has been disabled | account is disabled | disabled or discontinued | no longer | not a valid | is not known | not known here | user doesn’t have | doesn’t have a | not listed | not found | no mailbox here | not our customer | recipient name is not recognized | unrouteable address | unroutable address | unrouteable mail domain | host unknown | unknown host | domain not found | host not found | host or domain name not found | no mx | bad address | bad destination | unbekannt | existiert nicht | gibt es nicht | nicht gefunden | inconnu | onbekend | sconosciuto | desconocido | desconhecido | nieznany | неизвест | не существует | user is inactive | account is inactive | inactive user | account inactive | n’existe pas | user not known | could not find a gateway | no matches to | invalid final delivery userid | does not have a final | is wrong',
  },
  {
    name: 'refused',
    permanent: true,
    codes: ['7.1', '7.26', '6.0', '3.4', '2.3', '7.0'],
    words:
      'spam | blocked | blacklist | black list | block list | blocklist | rejected | denied | not allowed | not permitted | not authorized | prohibited | policy | dmarc | unauthenticated | reputation | refused | virus | too large | too big | size limit | exceeds maximum | message size | relaying | relay access | not accept | loop | too many hops | abgelehnt | abgewiesen | zurückgewiesen | refusé | rifiutat | rechazad',
  },
  {
    name: 'not reached for days',
    permanent: true,
    codes: ['4.1', '4.7', '4.4', '4.2', '4.3', '4.6'],
    words:
      'timed out | timeout | time out | time limit | retry limit | too long | expired | not reachable | unreachable | unable to connect | could not connect | couldn’t connect | not responding | connection refused | connection lost | no response | network problem | queue period | has not been collected | have been failing | attempts: | attempted for | aborted after | maximum delivery attempts | error while being processed | giving up | given up | unsuccessful delivery attempts | bad connection | temporary lookup failure | name server | nameserver',
  },
  {
    name: 'said to be so',
    permanent: true,
    codes: [],
    words: 'permanent error | permanent fatal | permanent failure | permanently',
  },
]

export const reasons: readonly (Omit<Reason, 'words'> & { readonly words: readonly string[] })[] = rows.map(
  (row) => ({ ...row, words: row.words.replaceAll('’', "'").split(' | ') }),
)
