import type { LanguageRow } from '../mail-language.ts'

/** Portuguese. */
export const pt: LanguageRow = {
  code: 'pt',
  from: 'de | remetente',
  sent: 'enviado | enviada | enviado em | enviada em | enviado a',
  date: 'data',
  to: 'para | destinatário',
  cc: 'cc | cco | bcc',
  subject: 'assunto',
  openings: 'Em | No dia | A | Às',
  dateWords: 'às | as | de | em | a | à | a(s) | h | dia | no | à(s)',
  verbs: 'escreveu | escreve | escreveu o seguinte',
  quoting: 'Citando | Citação de',
  pronouns:
    'eu | me | nós | nos | você | vocês | seu | sua | vosso | vossa | meu | minha | nosso | nossa | que',
  separators: 'Mensagem original | E-mail original | Mensagem de origem',
  forwards:
    'Mensagem encaminhada | Mensagem reencaminhada | Encaminhado por … | Início da mensagem encaminhada | Início da mensagem reencaminhada',
  replyPrefixes: 'RES | Resp',
  forwardPrefixes: 'ENC | Encaminhado',
  sentFrom:
    'Enviado do meu … | Enviado a partir do … | Enviado pelo … | Enviado de … | Enviado com … | Obter o Outlook para … | Obtenha o Outlook para …',
  greetings:
    'olá | oi | bom dia | boa tarde | boa noite | prezado | prezada | prezados | caro | cara | caros | exmo | exma',
  answersBelow:
    'abaixo | em baixo | embaixo | a seguir | em vermelho | a vermelho | em azul | a azul | em verde | em negrito | no texto | mais abaixo | a verde | em amarelo | a amarelo | em laranja | em roxo | a negrito | em itálico | destacado | em maiúsculas | no corpo do',
  outOfOffice:
    'resposta automática | resposta automatica | resposta automática de ausência | mensagem de ausência | fora do escritório | ausente do escritório | ausência temporária | aviso de ausência',
  outOfOfficeWords: 'ausente | ausência | de férias',
  isAway: 'está fora do escritório | está ausente | está de férias',
  absence:
    'estou fora | estarei fora | estou ausente | estarei ausente | estou de férias | encontro-me | me encontro | meu regresso | meu retorno | voltarei | obrigado pela | obrigado pelo | obrigada pel | mensagem automática | em caso de urgência | não estou no',
}
