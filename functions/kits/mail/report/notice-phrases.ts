/**
 * What mail systems write when a mail does not arrive, a system a row: facts, read off what they send. Compared in
 * lower case with white space collapsed; subjects by their beginning, everything else anywhere. A new system is a new
 * row.
 */
interface NoticePhrases {
  readonly system: string
  /** Beginnings of subjects of final failures. */
  readonly subjects: readonly string[]
  /** Words of the text. */
  readonly failed: readonly string[]
  /** Words of the subject or the text: the mail may still arrive. */
  readonly delayed: readonly string[]
}

/** A row as it stands below: phrases apart by ` | `. */
type Row = { readonly [Column in keyof NoticePhrases]?: string }

const rows: readonly Row[] = [
  {
    system: 'postfix',
    subjects: 'undelivered mail returned to sender | postmaster copy: undelivered mail',
    failed: 'your message could not be delivered to one or more recipients',
    delayed: 'delayed mail (still being retried) | it will be retried until it is',
  },
  {
    system: 'sendmail',
    subjects: 'returned mail | user unknown | host unknown | unable to deliver mail',
    failed:
      'the following addresses had permanent | had permanent fatal errors | ----- unsent message follows',
    delayed:
      'this is a warning message only | had transient non-fatal errors | warning: could not send message | will keep trying until message is',
  },
  {
    system: 'exim, 1&1, gmx, mail.ru, zoho',
    subjects:
      'mail delivery failed | mail failure | message frozen | вaше сообщение не доставлено | ваше сообщение не доставлено',
    failed:
      'could not be delivered to one or more of its recipients | following address(es) failed | following addresses failed | following address failed | has been frozen | was frozen on arrival | addresses that were incorrectly constructed | was rejected by the local scan | не может быть доставлено | konnte nicht an einen oder mehrere empfänger zugestellt werden | konnte nicht zugestellt werden | error_code :',
    delayed:
      'has not yet been delivered | has not been delivered to one or more of its recipients after more than | no action is required on your part | delivery attempts will continue',
  },
  {
    system: 'qmail',
    subjects: 'failure notice',
    failed:
      'i wasn’t able to deliver your message | this is a permanent error; i | i’ve given up | unable to deliver your message to the following addresses',
    delayed: 'this is just a warning message | i will continue to try',
  },
  {
    system: 'gmail, google workspace, google groups',
    subjects: 'delivery status notification (failure) | delivery status notification',
    failed:
      'delivery to the following recipient failed permanently | delivery to the following recipients failed | your message wasn’t delivered to | the group you tried to contact | es konnte nicht zugestellt werden | ihre nachricht wurde nicht zugestellt',
    delayed:
      'delivery status notification (delay) | gmail will retry for | has been delayed | delivery incomplete | gmail versucht noch',
  },
  {
    system: 'exchange, office 365',
    subjects:
      'undeliverable | undelivered | unzustellbar | nicht zustellbar | non remis | onbestelbaar | non recapitabile | no se puede entregar | não é possível entregar | nie można dostarczyć | kan inte levereras | kan ikke leveres | toimitus epäonnistui | nelze doručit | kézbesíthetetlen | teslim edilemedi | не удается доставить',
    failed:
      'did not reach the following recipient | did not reach some or all of the intended recipients | delivery has failed to these recipients | couldn’t be delivered | your message couldn’t be delivered | your message was not delivered to | fehler bei der nachrichtenzustellung an folgende empfänger | ihre nachricht hat einige oder alle empfänger nicht erreicht | échec de la remise pour ces destinataires | no se pudo entregar',
    delayed:
      'delivery is delayed to these recipients | delivery delayed: | zustellung verzögert | will continue to try | verzögerung bei der zustellung | nachrichtenzustellung verzögert',
  },
  {
    system: 'domino, groupwise, notes',
    subjects:
      'delivery failure | delivery failure report | message status - undeliverable | mail system error',
    failed:
      'could not be delivered to: | was not delivered to: | your document | the message that you sent was undeliverable | --------- failure reasons',
  },
  {
    system: 'yahoo, aol, facebook, verizon',
    subjects: 'mail delivery problem | sorry, your message could not be delivered | failed delivery',
    failed:
      'unable to deliver message to the following address | sorry, we were unable to deliver your message | your mail to the following recipients could not be delivered | could not be delivered to the following',
    delayed: 'has been unable to deliver your message yet',
  },
  {
    system: 'exchange in other languages',
    subjects: 'nedoručitelné | niedostarczalne | olevererat | toimittamaton | недоставлен | não entregável',
    failed:
      'bezorging is mislukt bij deze geadresseerden | recapito non riuscito per | falha na entrega para | dostarczanie do następujących adresatów | leveransen till följande mottagare | levering mislykkedes til | leveringen til disse mottakerne | toimitus epäonnistui seuraaville | doručení těmto příjemcům | nem sikerült a kézbesítés | teslim başarısız oldu | сбой доставки следующим',
  },
  {
    system: 'yandex',
    failed: 'письмо не может быть отправлено',
  },
  {
    system: 'courier, messaging server, james, imail, mailfoundry',
    subjects:
      'notice: mail delivery status | [bounce] | delivery notification: delivery has failed | delivery has failed',
    failed:
      'undeliverable mail | cannot be delivered to the following addresses | this message cannot be delivered to | unable to deliver the message below | your message has encountered delivery problems | unable to deliver message to: | unknown user: | undeliverable to | invalid final delivery userid',
    delayed:
      'delivery notification: delivery has been delayed | this is a delivery status report. it is not an error | has been enqueued and undeliverable for | will try to deliver | message delivery has been delayed | continue trying to deliver',
  },
  {
    system: 'opensmtpd',
    subjects: 'delivery status notification: error',
    failed: 'an error has occurred while attempting to deliver a message',
    delayed: 'delivery status notification: warning | a temporary error has occurred',
  },
  {
    system: 'dragonfly',
    failed: 'there was an error delivering your mail to',
    delayed: 'dragonfly mail agent will continue | message delivery is being delayed',
  },
  {
    system: 'messagelabs, mimecast, barracuda, surfcontrol, mailmarshal, interscan',
    subjects:
      '**message you sent blocked | message you sent blocked | mail delivery report | undeliverable mail | email delivery failure | message not delivered',
    failed:
      'your message could not be delivered | your message was not delivered | your email message was rejected | your message to the following recipients has been blocked | was rejected by the recipient | your server has unsuccessfully attempted | unable to deliver message',
  },
  {
    system: 'amazon ses, sendgrid and others who send for the company',
    subjects: 'delivery failure notice | message delivery failure | delivery failed',
    failed: 'an error occurred while trying to deliver the mail to the following recipients',
  },
  {
    system: 'sina, netease, tencent',
    subjects: '邮件传输失败 | 系统退信 | 邮件投递失败 | 退信 | 來自郵件系統的退信',
    failed: '邮件无法发送到 | 无法送达 | 被退回 | 无法投递 | 收件人不存在',
  },
  {
    system: 'kddi, ezweb, m-filter, amavis, mcafee, verizon',
    subjects:
      'メールエラー通知 | delivery status | undeliverable message | there was an error sending your mail',
    failed:
      'your mail sent on | recipients was rejected by a remote mail server | the user(s) account is | was not delivered within | 送信できませんでした | was not relayed to | had delivery problems | message could not be delivered to mobile',
  },
  {
    system: 'anything else',
    subjects:
      'delivery status notification | delivery has failed | delivery error | delivery report | delivery problem | mail delivery failure | mail delivery system | mail delivery error | mail delivery status | mail system error | mail could not be delivered | email could not be delivered | mail not delivered | mail failed | failed mail | failure delivery | could not deliver | message could not be delivered | message undeliverable | non-deliverable | nondeliverable | non delivery | non-delivery | permanent delivery failure | rejected mail | returned email | returned to sender | problems with your mail | undeliver | unzustellbar | zustellung fehlgeschlagen | zustellungsfehler | fehler bei der zustellung | echec de la remise | échec de la remise | échec de remise | mancata consegna | error de entrega | falha na entrega | nie dostarczono',
    failed:
      'mail delivery failed | message was undeliverable | votre message n’a pas pu etre delivre | did not receive this message | did not receive your message | did not receive a copy of your message | could not be delivered | could not deliver | cannot be delivered | no valid recipients were found | permanent fatal delivery errors | undeliverable | delivery failed | delivery failure | fatal error | was not delivered | not delivered to | failed recipients | requested action not taken | has not been delivered | has been returned because | that’s not a valid user | returning message to sender | message rejected | unknown user | user unknown | recipient unknown | rejected your message | unable to deliver | nicht zugestellt werden | nicht zustellbar | no such user | n’a pas pu être remis | non è stato possibile recapitare | no pudo ser entregado | не доставлено',
    delayed:
      'message delayed | mail delivery warning | has been postponed | we will continue to try | mail delayed | delivery delayed | delivery is delayed | delayed delivery | message still undelivered | warning: message | warning: mail | temporarily undeliverable | still undelivered | will keep trying | will be retried | will retry | will be attempted again | you do not need to resend | you do not need to do anything | still trying to deliver | still being retried | delivery will be attempted | noch nicht zugestellt | weitere zustellversuche | wird weiter versucht | verzögert | n’a pas encore été remis | non è stato ancora recapitato',
  },
]

export const noticePhrases: readonly NoticePhrases[] = rows.map((row) => ({
  system: row.system ?? '',
  subjects: phrases(row.subjects),
  failed: phrases(row.failed),
  delayed: phrases(row.delayed),
}))

/** Words that settle it where a notice tells of a delay as well. */
export const finalPhrases: readonly string[] = phrases(
  'permanent fatal errors | permanent error | permanent failure | failed permanently | giving up | given up | removed from the queue | message will be deleted | will not be retried | no longer be attempted',
)

function phrases(cell = ''): string[] {
  return cell === '' ? [] : cell.split(' | ')
}
