import type { LanguageRow } from '../mail-language.ts'

/** French. */
export const fr: LanguageRow = {
  code: 'fr',
  from: 'de | expéditeur',
  sent: 'envoyé | envoyé le | envoyée',
  date: 'date',
  to: 'à | destinataire | pour',
  cc: 'cc | cci | copie à | copie',
  subject: 'objet | sujet',
  openings: 'Le',
  dateWords: 'à | le | a | du',
  verbs: 'a écrit | écrit | écrivait',
  quoting: 'Citation de | Selon',
  pronouns:
    'je | me | m’ | moi | nous | vous | votre | vos | notre | nos | mon | ma | mes | il | elle | qui | ton',
  separators: 'Message d’origine | Message original | Message initial | Mail original | E-mail d’origine',
  forwards:
    'Message transféré | Message transmis | Transféré par … | Début du message transféré | Début du message réexpédié',
  replyPrefixes: 'RE | RÉ | RÉP | REP',
  forwardPrefixes: 'TR | TRANSF | Transféré',
  sentFrom:
    'Envoyé de mon … | Envoyé depuis … | Envoyé à partir de … | Envoyé avec … | Télécharger Outlook pour … | Obtenir Outlook pour …',
  greetings: 'bonjour | bonsoir | salut | cher | chère | chers | madame | monsieur',
  answersBelow:
    'ci-dessous | plus bas | en rouge | en bleu | en vert | en gras | dans le texte | dans le corps | en dessous | en jaune | en orange | en violet | en italique | surligné | surlignées | en majuscules | directement dans votre mail | directement dans votre message',
  outOfOffice:
    'réponse automatique | reponse automatique | réponse automatique d’absence | message d’absence | message automatique d’absence | notification d’absence | absence du bureau | absent du bureau',
  outOfOfficeWords: 'absent | absence | en congé | en vacances',
  isAway: 'est absent | est absente | est absent(e) | est absent du bureau',
  absence:
    'je suis absent | je suis en congé | je suis en vacances | suis actuellement | actuellement absent | absente du | absent du | absent jusqu | absente jusqu | de retour | mon retour | mon absence | merci pour votre | merci de votre | message automatique | en cas d’urgence | suis pas au bureau | pas au bureau',
}
