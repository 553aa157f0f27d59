/**
 * What mail programs write of their own accord, a language a row: facts, read off what Outlook, Apple Mail, Gmail,
 * Thunderbird, Yahoo, Horde and their like send. `…` stands for anything in between. Everything but `openings` is
 * compared without case.
 */
export interface MailLanguage {
  /** BCP 47, the key of its months and weekdays in `calendarWords`. */
  readonly code: string
  /** Labels of an earlier mail's header in the text, without colon. */
  readonly from: readonly string[]
  /** Outlook's word for the time: nobody else heads a line with it. */
  readonly sent: readonly string[]
  readonly date: readonly string[]
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly subject: readonly string[]
  /** What an attribution begins with, before its date: `Am`. Written so: a sentence goes on with `am`. */
  readonly openings: readonly string[]
  /** Words in and behind the date of an attribution that are neither month nor weekday. */
  readonly dateWords: readonly string[]
  readonly verbs: readonly string[]
  /** What an attribution without time begins with: `Zitat von`. */
  readonly quoting: readonly string[]
  /** Words that no attribution has, but a sentence that looks like one: `Ihr Kollege schrieb mir:` */
  readonly pronouns: readonly string[]
  /** Between dashes, above an earlier mail. */
  readonly separators: readonly string[]
  /** Between dashes, or before a colon, above a forwarded mail. */
  readonly forwards: readonly string[]
  /** Subject prefixes without colon. */
  readonly replyPrefixes: readonly string[]
  readonly forwardPrefixes: readonly string[]
  /** Lines that apps put below what one writes. */
  readonly sentFrom: readonly string[]
  /** Who says so answers between the lines of the quote, or marks the answers by colour. */
  readonly answersBelow: readonly string[]
  /** What mail systems put before the subject that they answer, with a colon behind it, or send alone. */
  readonly outOfOffice: readonly string[]
}

/** A row as it stands below: words apart by ` | `. */
type Row = { readonly [Column in keyof MailLanguage]: string }

const rows: readonly Row[] = [
  {
    code: 'en',
    from: 'from',
    sent: 'sent | sent at | sent on',
    date: 'date',
    to: 'to',
    cc: 'cc | bcc',
    subject: 'subject',
    openings: 'On | In a message dated',
    dateWords: 'at | on | o’clock',
    verbs: 'wrote | writes',
    quoting: 'Quoting',
    pronouns: 'i | me | we | us | you | your | my | our | he | she | they | who',
    separators: 'Original Message | Original Mail | Original E-Mail | Original Appointment | Reply Message',
    forwards: 'Forwarded message | Forwarded by … | Begin forwarded message',
    replyPrefixes: 'Re | Reply',
    forwardPrefixes: 'Fwd | Fw | Forward | Forwarded',
    sentFrom:
      'Sent from my … | Sent from Mail … | Sent from Outlook … | Sent from Yahoo … | Sent via … | Sent with … | Get Outlook for …',
    answersBelow:
      'below | inline | in-line | in line | in red | in blue | in green | in bold | between the lines',
    outOfOffice:
      'automatic reply | auto reply | autoreply | auto-reply | auto response | automatic response | out of office | out of office reply | out of office autoreply | out of the office | i am out of the office',
  },
  {
    code: 'de',
    from: 'von | absender',
    sent: 'gesendet | gesendet am',
    date: 'datum',
    to: 'an | empfänger',
    cc: 'kopie | kopie (cc)',
    subject: 'betreff',
    openings: 'Am',
    dateWords: 'um | uhr | am | den | vom',
    verbs:
      'schrieb | schrieb folgendes | hat … geschrieben | hat folgendes geschrieben | folgendes geschrieben | geschrieben',
    quoting: 'Zitat von',
    pronouns:
      'ich | mir | mich | wir | uns | ihr | ihre | ihrer | ihnen | sie | er | euer | eure | dein | deine | du | mein | meine | unser | unsere | man | jemand',
    separators:
      'Ursprüngliche Nachricht | Ursprüngliche Mail | Ursprüngliche E-Mail | Ursprüngliche Mitteilung | Ursprünglicher Termin | Originalnachricht | Original Nachricht | Original-Nachricht | Originalmail | Original Mitteilung | Antwort Nachricht',
    forwards:
      'Weitergeleitete Nachricht | Weitergeleitete E-Mail | Weitergeleitet von … | Anfang der weitergeleiteten Nachricht | Anfang der weitergeleiteten E-Mail',
    replyPrefixes: 'AW | Antw | Antwort',
    forwardPrefixes: 'WG | Wtr | Weitergeleitet',
    sentFrom:
      'Von meinem … gesendet | Von meiner … gesendet | Von meinem/meiner … gesendet | Gesendet von meinem … | Gesendet von meiner … | Gesendet von Mail … | Gesendet von Outlook … | Gesendet von Yahoo … | Gesendet mit der … App | Gesendet mit Proton Mail … | Mit Proton Mail gesendet | Mit der … App gesendet | Mit … Mail gesendet | Diese Nachricht wurde von meinem … gesendet | Holen Sie sich Outlook … | Outlook für iOS … | Outlook für Android … | Outlook für Mac …',
    answersBelow:
      'unten | nachstehend | im text | in der mail | dazwischen | inline | s.u | s. u | in rot | rot markiert | in blau | in grün | in fett | farbig | direkt hinter | hinter den fragen | hinter ihren fragen | untenstehend',
    outOfOffice:
      'automatische antwort | automatisch generierte antwort | automatische abwesenheitsnotiz | autoantwort | auto-antwort | abwesenheitsnotiz | abwesenheitsnachricht | abwesenheitsmeldung | abwesenheitsassistent | abwesenheit | abwesend | ich bin derzeit nicht im büro | ich bin nicht im büro',
  },
  {
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
    answersBelow:
      'ci-dessous | plus bas | en rouge | en bleu | en vert | en gras | dans le texte | dans le corps',
    outOfOffice:
      'réponse automatique | absence du bureau | absent du bureau | message d’absence | réponse automatique d’absence',
  },
  {
    code: 'nl',
    from: 'van | afzender',
    sent: 'verzonden | verstuurd | verzonden op',
    date: 'datum',
    to: 'aan',
    cc: 'cc | kopie',
    subject: 'onderwerp',
    openings: 'Op',
    dateWords: 'om | op | uur',
    verbs:
      'schreef | heeft … geschreven | heeft … het volgende geschreven | het volgende geschreven | schreef het volgende | geschreven',
    quoting: 'Citeren van | Quoting | Citaat van',
    pronouns:
      'ik | mij | me | wij | we | ons | onze | uw | u | jullie | jouw | je | mijn | hij | zij | die | een',
    separators:
      'Oorspronkelijk bericht | Origineel bericht | Originele bericht | Oorspronkelijke bericht | Oorspronkelijke e-mail',
    forwards: 'Doorgestuurd bericht | Doorgestuurd door … | Begin doorgestuurd bericht',
    replyPrefixes: 'Antw | Antwoord',
    forwardPrefixes: 'Doorst | Doorgestuurd',
    sentFrom:
      'Verzonden vanaf mijn … | Verstuurd vanaf mijn … | Verzonden met … | Verzonden vanuit … | Verzonden via … | Outlook voor iOS … | Outlook voor Android … | Outlook downloaden voor …',
    answersBelow:
      'hieronder | onderstaand | onderaan | in het rood | in rood | in het blauw | in blauw | in de tekst | tussen de regels',
    outOfOffice:
      'automatisch antwoord | automatische reactie | afwezig | afwezigheidsbericht | afwezigheidsmelding | niet op kantoor | out of office',
  },
  {
    code: 'it',
    from: 'da | mittente',
    sent: 'inviato | inviato il | inviata',
    date: 'data',
    to: 'a | destinatario',
    cc: 'cc | ccn | per conoscenza',
    subject: 'oggetto',
    openings: 'Il giorno | Il | In data',
    dateWords: 'alle | ore | il | giorno',
    verbs: 'ha scritto | scrisse | scrive | ha scritto quanto segue',
    quoting: 'Citando | Quoto',
    pronouns:
      'io | mi | me | noi | ci | voi | vi | vostro | vostra | suo | sua | mio | mia | nostro | nostra | che | tuo',
    separators: 'Messaggio originale | Messaggio originario | Mail originale | Original Message',
    forwards:
      'Messaggio inoltrato | Inoltrato da … | Inizio messaggio inoltrato | Inizio del messaggio inoltrato',
    replyPrefixes: 'R | RIF | Ris | Risposta',
    forwardPrefixes: 'I | Inoltro | Inoltrato',
    sentFrom:
      'Inviato dal mio … | Inviato da … | Inviato con … | Scarica Outlook per … | Ottieni Outlook per …',
    answersBelow:
      'qui sotto | di seguito | in basso | sotto | in rosso | in blu | in verde | in grassetto | nel testo',
    outOfOffice:
      'risposta automatica | fuori ufficio | assente dall’ufficio | risposta automatica di assenza | fuori sede',
  },
  {
    code: 'es',
    from: 'de | remitente',
    sent: 'enviado | enviado el | enviada el | enviado en',
    date: 'fecha',
    to: 'para | a | destinatario',
    cc: 'cc | cco | con copia',
    subject: 'asunto',
    openings: 'El',
    dateWords: 'a | las | la | la(s) | el | de | del | p | m | h | hs',
    verbs: 'escribió | ha escrito | escribe | escribió lo siguiente',
    quoting: 'Citando a | Mensaje citado por | Quoting',
    pronouns:
      'yo | me | mi | mis | nos | nosotros | usted | ustedes | su | sus | vuestro | vuestra | nuestro | nuestra | que | tu',
    separators: 'Mensaje original | Correo original | Mensaje de origen',
    forwards: 'Mensaje reenviado | Reenviado por … | Inicio del mensaje reenviado',
    replyPrefixes: 'RE | Resp | Rta',
    forwardPrefixes: 'RV | Reenv | Reenviado | RW',
    sentFrom:
      'Enviado desde … | Enviado con … | Enviado mediante … | Obtener Outlook para … | Descargar Outlook para …',
    answersBelow:
      'abajo | debajo | a continuación | en rojo | en azul | en verde | en negrita | entre líneas | en el texto',
    outOfOffice:
      'respuesta automática | fuera de la oficina | fuera de oficina | ausente de la oficina | respuesta automática de ausencia',
  },
  {
    code: 'pt',
    from: 'de | remetente',
    sent: 'enviado | enviada | enviado em | enviada em | enviado a',
    date: 'data',
    to: 'para | destinatário',
    cc: 'cc | cco | bcc',
    subject: 'assunto',
    openings: 'Em | No dia | A | Às',
    dateWords: 'às | as | de | em | a | à | a(s) | h | dia | no',
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
    answersBelow:
      'abaixo | em baixo | embaixo | a seguir | em vermelho | a vermelho | em azul | a azul | em verde | em negrito | no texto',
    outOfOffice:
      'resposta automática | fora do escritório | ausência temporária | ausente do escritório | resposta automática de ausência',
  },
  {
    code: 'pl',
    from: 'od | nadawca',
    sent: 'wysłano | wysłane | data wysłania',
    date: 'data',
    to: 'do | adresat',
    cc: 'dw | cc | udw | do wiadomości',
    subject: 'temat',
    openings: 'W dniu | Dnia',
    dateWords: 'o | godz | godzinie | r | użytkownik | w | dniu',
    verbs: 'napisał | napisała | napisał(a) | napisał/a | pisze | napisali | napisano',
    quoting: 'Cytowanie | Cytat z | Cytuję',
    pronouns:
      'ja | mi | mnie | my | nam | nas | wasz | wasza | państwa | pana | pani | mój | moja | nasz | nasza | który | która',
    separators: 'Wiadomość oryginalna | Oryginalna wiadomość | Wiadomość pierwotna | Original Message',
    forwards:
      'Przekazana wiadomość | Wiadomość przekazana | Wiadomość przesłana dalej | Treść przekazanej wiadomości | Początek przekazywanej wiadomości | Początek przekazanej wiadomości',
    replyPrefixes: 'Odp',
    forwardPrefixes: 'PD | Przek',
    sentFrom:
      'Wysłane z … | Wysłano z … | Wysłane przez … | Wysłano przy użyciu … | Pobierz program Outlook … | Uzyskaj dla systemu …',
    answersBelow:
      'poniżej | niżej | na czerwono | na niebiesko | na zielono | w tekście | w treści | między wierszami',
    outOfOffice:
      'automatyczna odpowiedź | odpowiedź automatyczna | autoodpowiedź | poza biurem | nieobecność w biurze',
  },
  {
    code: 'sv',
    from: 'från | avsändare',
    sent: 'skickat | skickades',
    date: 'datum',
    to: 'till',
    cc: 'kopia | cc',
    subject: 'ämne',
    openings: 'Den | På | D.',
    dateWords: 'kl | klockan | den | vid | följande',
    verbs: 'skrev | skrev följande | har skrivit | skriver',
    quoting: 'Citerar | Citat av | Citat från',
    pronouns: 'jag | mig | vi | oss | ni | er | din | ert | min | vår | han | hon | som | du',
    separators:
      'Ursprungligt meddelande | Originalmeddelande | Ursprungligt mejl | Ursprungligt mail | Original meddelande',
    forwards:
      'Vidarebefordrat meddelande | Vidarebefordrat mejl | Vidarebefordrat brev | Vidarebefordrat av … | Börja vidarebefordrat meddelande',
    replyPrefixes: 'SV',
    forwardPrefixes: 'VB | Vidarebefordrat',
    sentFrom:
      'Skickat från min … | Skickat från … | Skickat med … | Hämta Outlook för … | Skaffa Outlook för …',
    answersBelow:
      'nedan | här under | i rött | med rött | i blått | i grönt | i fetstil | i texten | mellan raderna',
    outOfOffice:
      'automatiskt svar | autosvar | frånvaromeddelande | ej på kontoret | inte på kontoret | frånvarande',
  },
  {
    code: 'da',
    from: 'fra | afsender',
    sent: 'sendt | sendt den',
    date: 'dato',
    to: 'til',
    cc: 'cc | kopi',
    subject: 'emne',
    openings: 'Den | På | D.',
    dateWords: 'kl | klokken | den | d',
    verbs: 'skrev | skrev følgende | har skrevet | skriver',
    quoting: 'Citat af | Citerer | Citat fra',
    pronouns: 'jeg | mig | vi | os | i | jer | jeres | din | min | vores | han | hun | som | du',
    separators:
      'Oprindelig meddelelse | Oprindelig besked | Oprindelig mail | Original meddelelse | Original besked',
    forwards:
      'Videresendt meddelelse | Videresendt besked | Videresendt mail | Videresendt af … | Start på videresendt besked | Begyndelse på videresendt besked',
    replyPrefixes: 'SV',
    forwardPrefixes: 'VS | Videresendt',
    sentFrom: 'Sendt fra min … | Sendt fra … | Sendt med … | Hent Outlook til … | Få Outlook til …',
    answersBelow:
      'nedenfor | herunder | nedenunder | med rødt | i rødt | med blåt | med grønt | med fed | i teksten | mellem linjerne',
    outOfOffice:
      'automatisk svar | autosvar | fraværsmeddelelse | ikke på kontoret | fraværende | ikke til stede',
  },
  {
    code: 'nb',
    from: 'fra | avsender',
    sent: 'sendt',
    date: 'dato',
    to: 'til',
    cc: 'kopi | cc',
    subject: 'emne',
    openings: 'Den | På',
    dateWords: 'kl | klokken | den',
    verbs: 'skrev | skrev følgende | har skrevet | skriver',
    quoting: 'Sitat av | Siterer | Sitat fra',
    pronouns: 'jeg | meg | vi | oss | dere | deres | din | min | vår | han | hun | som | du',
    separators: 'Opprinnelig melding | Original melding | Opprinnelig e-post | Originalmelding',
    forwards:
      'Videresendt melding | Videresendt e-post | Videresendt av … | Start på videresendt melding | Begynnelse på videresendt melding',
    replyPrefixes: 'SV',
    forwardPrefixes: 'VS | Videresend | Videresendt',
    sentFrom: 'Sendt fra min … | Sendt fra … | Sendt med … | Skaff deg Outlook for … | Hent Outlook for …',
    answersBelow: 'nedenfor | under her | i rødt | med rødt | i blått | i grønt | i teksten | mellom linjene',
    outOfOffice: 'automatisk svar | autosvar | fraværsmelding | ikke på kontoret | ikke til stede',
  },
  {
    code: 'fi',
    from: 'lähettäjä',
    sent: 'lähetetty',
    date: 'päivämäärä | päiväys | pvm',
    to: 'vastaanottaja | kenelle',
    cc: 'kopio | cc',
    subject: 'aihe | otsikko',
    openings: '',
    dateWords: 'klo | kello',
    verbs: 'kirjoitti | kirjoitti seuraavaa | on kirjoittanut | kirjoittaa',
    quoting: 'Lainaus | Lainaa | Lainataan',
    pronouns:
      'minä | minulle | me | meille | te | teidän | teille | minun | meidän | hän | joka | että | sinä',
    separators: 'Alkuperäinen viesti | Alkuperäinen sähköposti | Alkuperäinen sanoma',
    forwards:
      'Välitetty viesti | Välitetty viesti / Fwd.Msg | Edelleenlähetetty viesti | Välitetty viesti alkaa | Välittänyt …',
    replyPrefixes: 'Vast',
    forwardPrefixes: 'VL | Välitys',
    sentFrom:
      'Lähetetty … iPhonesta | Lähetetty … iPadista | Lähetetty laitteesta … | Lähetetty … puhelimesta | Lähetetty Outlookin … | Hanki Outlook …',
    answersBelow:
      'alla | alempana | punaisella | sinisellä | vihreällä | lihavoituna | tekstin seassa | tekstin joukossa',
    outOfOffice:
      'automaattinen vastaus | poissa toimistosta | poissaoloilmoitus | automaattivastaus | poissaoloviesti',
  },
  {
    code: 'cs',
    from: 'od | odesílatel',
    sent: 'odesláno | odesláno dne',
    date: 'datum',
    to: 'komu | pro',
    cc: 'kopie | cc | skrytá kopie',
    subject: 'předmět',
    openings: 'Dne | V',
    dateWords: 'v | ve | dne | hod | hodin | odesílatel | uživatel',
    verbs: 'napsal | napsala | napsal(a) | napsal/a | píše | napsali',
    quoting: 'Citace | Citát od | Cituji',
    pronouns:
      'já | mi | mně | mě | my | nám | nás | vám | váš | vaše | můj | moje | náš | naše | který | která | ty',
    separators: 'Původní zpráva | Původní e-mail | Původní email | Originální zpráva | Původní mail',
    forwards:
      'Přeposlaná zpráva | Přeposlaný e-mail | Předaná zpráva | Začátek přeposílané zprávy | Začátek přeposlané zprávy | Přeposlal …',
    replyPrefixes: 'Odp | Odpověď',
    forwardPrefixes: 'Přep | Přeposlaná zpráva | Předáno | PŘ',
    sentFrom:
      'Odesláno z mého … | Odesláno z … | Odesláno ze … | Odesláno pomocí … | Získat Outlook pro … | Získejte Outlook pro …',
    answersBelow: 'níže | dole | červeně | modře | zeleně | tučně | v textu | mezi řádky',
    outOfOffice:
      'automatická odpověď | mimo kancelář | nepřítomnost | nejsem v kanceláři | oznámení o nepřítomnosti',
  },
  {
    code: 'hu',
    from: 'feladó | küldő',
    sent: 'elküldve | küldve | küldés ideje | elküldés időpontja',
    date: 'dátum',
    to: 'címzett | címzettek',
    cc: 'másolatot kap | másolat | cc',
    subject: 'tárgy',
    openings: '',
    dateWords: 'időpont | időpontban | keltezéssel | v | dátummal | órakor | kor',
    verbs: 'ezt írta | írta | a következőt írta | ezt írta a levélben',
    quoting: 'Idézet | Idézve',
    pronouns: 'én | nekem | mi | nekünk | önök | ön | az | kollégája | amit | aki | te | hogy',
    separators: 'Eredeti üzenet | Eredeti levél | Eredeti e-mail',
    forwards:
      'Továbbított üzenet | Továbbított levél | Továbbított levél kezdete | Továbbított üzenet kezdete | Továbbította …',
    replyPrefixes: 'Vá | Válasz',
    forwardPrefixes: 'Továb | Tovább | Továbbítás',
    sentFrom:
      'Elküldve az … iPhone-omról | Elküldve az … készülékemről | Elküldve a következőből … | Küldve … készülékről | Az Outlook beszerzése … | Az iPhone-omról küldve',
    answersBelow:
      'alább | lentebb | lejjebb | alul | pirossal | kékkel | zölddel | félkövérrel | a szövegben | sorok között',
    outOfOffice:
      'automatikus válasz | házon kívül | irodán kívül | nem vagyok az irodában | távolléti értesítés',
  },
  {
    code: 'tr',
    from: 'kimden | gönderen',
    sent: 'gönderildi | gönderme tarihi | gönderilme tarihi | gönderim tarihi',
    date: 'tarih',
    to: 'kime | alıcı',
    cc: 'bilgi | cc',
    subject: 'konu',
    openings: '',
    dateWords: 'tarihinde | saat | saatinde | günü | tarihli',
    verbs: 'şunu yazdı | şöyle yazdı | yazdı | şunları yazdı | şunlari yazdi',
    quoting: 'Alıntı | Alıntılanan',
    pronouns: 'ben | bana | biz | bize | siz | sizin | size | benim | bizim | onun | ki | sen',
    separators: 'Orijinal İleti | Özgün İleti | Orijinal Mesaj | Asıl İleti | Özgün Mesaj | Orijinal E-posta',
    forwards:
      'İletilen İleti | İletilmiş Mesaj | Yönlendirilen ileti | İletilen mesaj | İletinin başlangıcı | İleti başlangıcı | Yönlendirilmiş mesaj',
    replyPrefixes: 'YNT | Yanıt | Cvp',
    forwardPrefixes: 'İLT | İlet | ILT | Yön',
    sentFrom:
      '… iPhone’umdan gönderildi | iPhone’umdan gönderildi | iPad’imden gönderildi | Outlook’u edinin …',
    answersBelow:
      'aşağıda | aşağıdaki | kırmızı | kırmızıyla | mavi ile | yeşil ile | metin içinde | satır aralarında',
    outOfOffice: 'otomatik yanıt | otomatik cevap | ofis dışında | ofis dışı | iş yeri dışında',
  },
  {
    code: 'ru',
    from: 'от | от кого | отправитель',
    sent: 'отправлено | послано | дата отправки',
    date: 'дата',
    to: 'кому | получатель',
    cc: 'копия | скрытая копия',
    subject: 'тема',
    openings: '',
    dateWords: 'в | г | пользователь | от',
    verbs: 'написал | написала | написал(а) | пишет | писал | писала | написали | писал(а)',
    quoting: 'Цитирую | Цитата | Цитирование',
    pronouns:
      'я | мне | мы | нам | вы | вам | ваш | ваша | мой | моя | наш | наша | он | она | который | что | ты',
    separators:
      'Исходное сообщение | Исходное письмо | Оригинальное сообщение | Первоначальное сообщение | Original Message',
    forwards:
      'Пересылаемое сообщение | Пересланное сообщение | Перенаправленное сообщение | Пересылаемое письмо | Переадресованное сообщение | Начало переадресованного сообщения | Начало пересылаемого сообщения',
    replyPrefixes: 'Отв | Ответ',
    forwardPrefixes: 'Пересл | Переслано',
    sentFrom:
      'Отправлено с … | Отправлено из … | Отправлено через … | Получить Outlook для … | Скачать Outlook для …',
    answersBelow: 'ниже | внизу | красным | синим | зелёным | зеленым | жирным | в тексте | между строк',
    outOfOffice:
      'автоматический ответ | автоответ | отсутствую на рабочем месте | нет на месте | вне офиса | нет в офисе',
  },
]

/** German, English, French, Dutch, Italian, Spanish, Portuguese, Polish, Swedish, Danish, Norwegian, Finnish, Czech, Hungarian, Turkish, Russian. */
export const mailLanguages: readonly MailLanguage[] = rows.map((row) => ({
  code: row.code,
  from: words(row.from),
  sent: words(row.sent),
  date: words(row.date),
  to: words(row.to),
  cc: words(row.cc),
  subject: words(row.subject),
  openings: words(row.openings),
  dateWords: words(row.dateWords),
  verbs: words(row.verbs),
  quoting: words(row.quoting),
  pronouns: words(row.pronouns),
  separators: words(row.separators),
  forwards: words(row.forwards),
  replyPrefixes: words(row.replyPrefixes),
  forwardPrefixes: words(row.forwardPrefixes),
  sentFrom: words(row.sentFrom),
  answersBelow: words(row.answersBelow),
  outOfOffice: words(row.outOfOffice),
}))

function words(cell: string): string[] {
  return cell === '' ? [] : cell.split(' | ')
}

/** Prefixes of languages whose quotes are not told by words here. */
export const otherReplyPrefixes = words('回复 | 答复 | 回覆 | ΑΠ | ΣΧΕΤ | השב | BLS | ATB | Răsp')
/** VS is a reply in Finnish and a forwarded mail in Danish and Norwegian: as the latter, nothing is cut from it. */
export const otherForwardPrefixes = words('转发 | 轉寄 | 转寄 | ΠΡΘ | הועבר | FS | TRS | YML | Redir | 転送')
