/** What mail programs of each language put above a quote, names and dates of our own. */
export interface Client {
  readonly language: string
  /** With date, name and address. */
  readonly attributions: readonly string[]
  /** Outlook's header of the earlier mail. */
  readonly header: readonly string[]
  readonly separator: string
  readonly forward: string
  /** The subject of a forwarded mail. */
  readonly forwardSubject: string
  readonly replySubject: string
}

const who = 'Service Acme <service@acme.test>'

export const clients: readonly Client[] = [
  {
    language: 'de',
    attributions: [
      `Am Do., 19. Nov. 2026 um 17:02 Uhr schrieb ${who}:`,
      `Am 19.11.2026 um 17:02 schrieb ${who}:`,
      `Am 19.11.26 um 17:02 schrieb "Service Acme" <service@acme.test>:`,
      `${who} schrieb am Do., 19. Nov. 2026, 17:02:`,
      `${who} hat am 19.11.2026 17:02 geschrieben:`,
      `Am Donnerstag, 19. November 2026, 17:02:00 MEZ schrieb ${who}:`,
      `Am Donnerstag, dem 19.11.2026 um 17:02 +0100 schrieb ${who}:`,
    ],
    header: [`Von: ${who}`, 'Gesendet: Donnerstag, 19. November 2026 17:02', 'An: Anne', 'Betreff: AW: x'],
    separator: '-----Ursprüngliche Nachricht-----',
    forward: '-------- Weitergeleitete Nachricht --------',
    forwardSubject: 'WG: Kessel',
    replySubject: 'AW: Kessel',
  },
  {
    language: 'en',
    attributions: [
      `On Thu, Nov 19, 2026 at 5:02 PM ${who} wrote:`,
      `On Nov 19, 2026, at 17:02, ${who} wrote:`,
      `On Thu, 19 Nov 2026 17:02:00 +0100, ${who} wrote:`,
      `---- On Thu, 19 Nov 2026 17:02:00 +0100 ${who} wrote ----`,
      `---- On Thu, 19 Nov 2026 17:02:00 +0100 ${who} wrote ---`,
    ],
    header: [`From: ${who}`, 'Sent: Thursday, November 19, 2026 5:02 PM', 'To: Anne', 'Subject: RE: x'],
    separator: '-----Original Message-----',
    forward: '---------- Forwarded message ---------',
    forwardSubject: 'Fwd: Kessel',
    replySubject: 'RE[2]: Kessel',
  },
  {
    language: 'fr',
    attributions: [
      `Le jeu. 19 nov. 2026 à 17:02, ${who} a écrit :`,
      `Le 19/11/2026 à 17:02, ${who} a écrit :`,
    ],
    header: [`De : ${who}`, 'Envoyé : jeudi 19 novembre 2026 17:02', 'À : Anne', 'Objet : RE: x'],
    separator: '-----Message d’origine-----',
    forward: '-------- Message transféré --------',
    forwardSubject: 'TR: Kessel',
    replySubject: 'RÉP: Kessel',
  },
  {
    language: 'nl',
    attributions: [
      `Op do 19 nov 2026 om 17:02 schreef ${who}:`,
      `Op 19 nov. 2026, om 17:02 heeft ${who} het volgende geschreven:`,
      `Op 19-11-2026 om 17:02 schreef ${who}:`,
    ],
    header: [`Van: ${who}`, 'Verzonden: donderdag 19 november 2026 17:02', 'Aan: Anne', 'Onderwerp: RE: x'],
    separator: '-----Oorspronkelijk bericht-----',
    forward: '-------- Doorgestuurd bericht --------',
    forwardSubject: 'Doorst: Kessel',
    replySubject: 'Antw: Kessel',
  },
  {
    language: 'it',
    attributions: [
      `Il giorno gio 19 nov 2026 alle ore 17:02 ${who} ha scritto:`,
      `Il 19/11/2026 17:02, ${who} ha scritto:`,
    ],
    header: [`Da: ${who}`, 'Inviato: giovedì 19 novembre 2026 17:02', 'A: Anne', 'Oggetto: R: x'],
    separator: '-----Messaggio originale-----',
    forward: '-------- Messaggio Inoltrato --------',
    forwardSubject: 'I: Kessel',
    replySubject: 'R: Kessel',
  },
  {
    language: 'es',
    attributions: [
      `El jue, 19 nov 2026 a las 17:02, ${who} escribió:`,
      `El 19/11/2026 a las 17:02, ${who} escribió:`,
      `El jue., 19 de noviembre de 2026 5:02 p. m., ${who} escribió:`,
    ],
    header: [
      `De: ${who}`,
      'Enviado el: jueves, 19 de noviembre de 2026 17:02',
      'Para: Anne',
      'Asunto: RE: x',
    ],
    separator: '-----Mensaje original-----',
    forward: '---------- Mensaje reenviado ----------',
    forwardSubject: 'RV: Kessel',
    replySubject: 'RE: Kessel',
  },
  {
    language: 'pt',
    attributions: [
      `Em qui., 19 de nov. de 2026 às 17:02, ${who} escreveu:`,
      `Em 19/11/2026 17:02, ${who} escreveu:`,
      `No dia 19/11/2026, às 17:02, ${who} escreveu:`,
      `Em 19 de nov. de 2026, à(s) 17:02, ${who} escreveu:`,
      `${who} escreveu (quinta, 19/11/2026 à(s) 17:02):`,
    ],
    header: [
      `De: ${who}`,
      'Enviada em: quinta-feira, 19 de novembro de 2026 17:02',
      'Para: Anne',
      'Assunto: RES: x',
    ],
    separator: '-----Mensagem original-----',
    forward: '---------- Mensagem encaminhada ----------',
    forwardSubject: 'ENC: Kessel',
    replySubject: 'RES: Kessel',
  },
  {
    language: 'pl',
    attributions: [
      `czw., 19 lis 2026 o 17:02 ${who} napisał(a):`,
      `W dniu 19.11.2026 o 17:02, ${who} pisze:`,
      `Dnia 19 listopada 2026 17:02 ${who} napisał(a):`,
      `Wiadomość napisana przez ${who} w dniu 19.11.2026, o godz. 17:02:`,
    ],
    header: [`Od: ${who}`, 'Wysłano: czwartek, 19 listopada 2026 17:02', 'Do: Anne', 'Temat: RE: x'],
    separator: '-----Wiadomość oryginalna-----',
    forward: '---------- Przekazana wiadomość ----------',
    forwardSubject: 'PD: Kessel',
    replySubject: 'Odp: Kessel',
  },
  {
    language: 'sv',
    attributions: [`Den tors 19 nov. 2026 kl 17:02 skrev ${who}:`, `19 nov. 2026 kl. 17:02 skrev ${who}:`],
    header: [`Från: ${who}`, 'Skickat: den 19 november 2026 17:02', 'Till: Anne', 'Ämne: SV: x'],
    separator: '-----Ursprungligt meddelande-----',
    forward: '-------- Vidarebefordrat meddelande --------',
    forwardSubject: 'VB: Kessel',
    replySubject: 'SV: Kessel',
  },
  {
    language: 'da',
    attributions: [
      `Den tors. 19. nov. 2026 kl. 17.02 skrev ${who}:`,
      `Den 19.11.2026 kl. 17.02 skrev ${who}:`,
    ],
    header: [`Fra: ${who}`, 'Sendt: 19. november 2026 17:02', 'Til: Anne', 'Emne: SV: x'],
    separator: '-----Oprindelig meddelelse-----',
    forward: '-------- Videresendt meddelelse --------',
    forwardSubject: 'VS: Kessel',
    replySubject: 'Sv: Kessel',
  },
  {
    language: 'nb',
    attributions: [
      `tor. 19. nov. 2026 kl. 17:02 skrev ${who}:`,
      `${who} skrev følgende den 19.11.2026 17:02:`,
      `Den 19.11.2026 17:02, skrev ${who}:`,
    ],
    header: [`Fra: ${who}`, 'Sendt: torsdag 19. november 2026 17:02', 'Til: Anne', 'Emne: SV: x'],
    separator: '-----Opprinnelig melding-----',
    forward: '-------- Videresendt melding --------',
    forwardSubject: 'Videresend: Kessel',
    replySubject: 'SV: Kessel',
  },
  {
    language: 'fi',
    attributions: [
      `to 19. marrask. 2026 klo 17.02 ${who} kirjoitti:`,
      `${who} kirjoitti 19.11.2026 kello 17.02:`,
    ],
    header: [
      `Lähettäjä: ${who}`,
      'Lähetetty: torstai 19. marraskuuta 2026 17.02',
      'Vastaanottaja: Anne',
      'Aihe: VS: x',
    ],
    separator: '-----Alkuperäinen viesti-----',
    forward: '-------- Välitetty viesti / Fwd.Msg --------',
    forwardSubject: 'VL: Kessel',
    replySubject: 'Vast: Kessel',
  },
  {
    language: 'cs',
    attributions: [
      `čt 19. 11. 2026 v 17:02 odesílatel ${who} napsal:`,
      `Dne 19. 11. 2026 v 17:02 ${who} napsal(a):`,
    ],
    header: [`Od: ${who}`, 'Odesláno: čtvrtek 19. listopadu 2026 17:02', 'Komu: Anne', 'Předmět: RE: x'],
    separator: '-----Původní zpráva-----',
    forward: '-------- Přeposlaná zpráva --------',
    forwardSubject: 'Přep: Kessel',
    replySubject: 'Odp: Kessel',
  },
  {
    language: 'hu',
    attributions: [
      `${who} ezt írta (időpont: 2026. nov. 19., Cs, 17:02):`,
      `2026. nov. 19., Cs 17:02 ${who} ezt írta:`,
      `2026. 11. 19. 17:02 keltezéssel, ${who} írta:`,
    ],
    header: [
      `Feladó: ${who}`,
      'Elküldve: 2026. november 19., csütörtök 17:02',
      'Címzett: Anne',
      'Tárgy: RE: x',
    ],
    separator: '-----Eredeti üzenet-----',
    forward: '-------- Továbbított üzenet --------',
    forwardSubject: 'Továb: Kessel',
    replySubject: 'Vá: Kessel',
  },
  {
    language: 'tr',
    attributions: [
      `${who}, 19 Kas 2026 Per, 17:02 tarihinde şunu yazdı:`,
      `19 Kas 2026 Per, 17:02 tarihinde ${who} şunu yazdı:`,
      `19.11.2026 17:02 tarihinde ${who} yazdı:`,
    ],
    header: [`Kimden: ${who}`, 'Gönderildi: 19 Kasım 2026 Perşembe 17:02', 'Kime: Anne', 'Konu: YNT: x'],
    separator: '-----Özgün İleti-----',
    forward: '-------- İletilen İleti --------',
    forwardSubject: 'İLT: Kessel',
    replySubject: 'YNT: Kessel',
  },
  {
    language: 'ru',
    attributions: [
      `чт, 19 нояб. 2026 г. в 17:02, ${who} написал(а):`,
      `19.11.2026 17:02, ${who} пишет:`,
      `19 ноября 2026 г., в 17:02, ${who} написал(а):`,
      `В письме от четверг, 19 ноября 2026 г. 17:02:00 пользователь ${who} написал:`,
    ],
    header: [`От: ${who}`, 'Отправлено: 19 ноября 2026 г. 17:02', 'Кому: Anne', 'Тема: RE: x'],
    separator: '-----Исходное сообщение-----',
    forward: '-------- Пересылаемое сообщение --------',
    forwardSubject: 'Пересл: Kessel',
    replySubject: 'Отв: Kessel',
  },
]
