/** What people write to a service, and the charsets that mail programs put it into. */
export const languages: Record<string, { texts: readonly string[]; charsets: readonly string[] }> = {
  German: {
    texts: [
      'Sehr geehrte Damen und Herren, die Heizung läuft nicht, schöne Grüße aus Köln',
      'es hieß „großer Spaß“ für Kinder',
      'Er sagte „Spaß“',
      'Strauß’ Büro',
      'Voß’ Kessel tropft',
      'Groß– und Kleinschreibung',
      'Spaß – oder nicht?',
      '10 m groß\u00a0und schön',
      'Der Fuß\u00a0ist kaputt',
      '»Spaß« und »Maß«',
      'Groß\u00adhandel',
      'IM CAFÉ® IST DAS MENÜ”',
      'ÄRGER MIT DER ÜBERWEISUNG, KÖLN',
      'Störung',
      'Müller',
    ],
    charsets: [
      'iso-8859-1',
      'windows-1252',
      'iso-8859-15',
      'windows-1250',
      'iso-8859-2',
      'windows-1254',
      'cp850',
      'cp437',
      'macintosh',
    ],
  },
  French: {
    texts: [
      'Il a demandé un «\u00a0café\u00a0» très fort, déjà payé.',
      'Où êtes-vous ? Ça ne marche pas, à bientôt',
      'voilà\u00a0! déjà',
      'LIBERTÉ, ÉGALITÉ',
      'AU CAFÉ\u00a0NOIR',
      'AU CAFÉ” DE PARIS',
      'François',
    ],
    charsets: ['iso-8859-1', 'windows-1252', 'iso-8859-15', 'cp850', 'macintosh'],
  },
  Portuguese: {
    texts: ['A conexão não está funcionando, é urgente, amanhã', 'São João', 'Não'],
    charsets: ['iso-8859-1', 'windows-1252', 'cp860'],
  },
  Spanish: {
    texts: ['¿Cuándo llegará mi pedido? Mañana, señor Muñoz', 'PASÓ AQUÍ', '¡Adiós!'],
    charsets: ['iso-8859-1', 'windows-1252', 'iso-8859-15'],
  },
  Swedish: {
    texts: ['Hej, värmen fungerar inte på övervåningen', 'TITTA PÅ', 'Åsa Öberg'],
    charsets: ['iso-8859-1', 'windows-1252', 'cp865'],
  },
  Icelandic: {
    texts: ['Það er enginn hiti í húsinu, þakka þér fyrir'],
    charsets: ['iso-8859-1', 'windows-1252', 'mac-iceland', 'cp861'],
  },
  Polish: {
    texts: ['Dzień dobry, wyciąg z konta, proszę o pomoc, żółć', '„Dzień” – gęś', 'Łódź', 'Dziękuję'],
    charsets: ['iso-8859-2', 'windows-1250', 'cp852', 'mac-ce', 'iso-8859-16'],
  },
  Czech: {
    texts: [
      'Dobrý den, topení nefunguje, děkuji za pomoc',
      'příliš žluťoučký kůň úpěl ďábelské ódy',
      'Škoda',
      'NÁŠ DŮM',
    ],
    charsets: ['iso-8859-2', 'windows-1250', 'cp852', 'mac-ce'],
  },
  Hungarian: {
    texts: ['Jó napot, a fűtés nem működik, köszönöm', 'Győr'],
    charsets: ['iso-8859-2', 'windows-1250', 'cp852'],
  },
  Romanian: { texts: ['Bună ziua, încălzirea nu funcționează', 'mulțumesc'], charsets: ['iso-8859-16'] },
  Turkish: {
    texts: ['İyi günler, ısıtma çalışmıyor, teşekkürler', 'Gülşen', 'Çağrı'],
    charsets: ['iso-8859-9', 'windows-1254', 'cp857', 'mac-turkish'],
  },
  Lithuanian: {
    texts: ['Laba diena, šildymas neveikia, ačiū už pagalbą', 'Žemaitė'],
    charsets: ['windows-1257', 'iso-8859-13', 'iso-8859-4', 'cp775'],
  },
  Greek: {
    texts: ['Καλημέρα, η θέρμανση δεν λειτουργεί', 'Ευχαριστώ', 'Όχι, ευχαριστώ'],
    charsets: ['iso-8859-7', 'windows-1253', 'cp737', 'cp869'],
  },
  Russian: {
    texts: ['Добрый день, отопление не работает, спасибо', 'В 2020 году', 'Щётка', 'Привет', 'Я\u00a0тут'],
    charsets: ['windows-1251', 'koi8-r', 'iso-8859-5', 'ibm866', 'x-mac-cyrillic', 'cp855'],
  },
  Ukrainian: {
    texts: ['Добрий день, опалення не працює, дякую, їжак', 'Київ'],
    charsets: ['windows-1251', 'koi8-u'],
  },
  Hebrew: { texts: ['שלום, החימום לא עובד', 'תודה'], charsets: ['iso-8859-8', 'windows-1255', 'cp862'] },
  Arabic: { texts: ['مرحبا، التدفئة لا تعمل', 'شكرا'], charsets: ['iso-8859-6', 'windows-1256'] },
  Thai: { texts: ['สวัสดี เครื่องทำความร้อนไม่ทำงาน', 'ขอบคุณ', 'รถ'], charsets: ['tis-620', 'windows-874'] },
  Vietnamese: { texts: ['Xin chào, hệ thống sưởi không hoạt động, cảm ơn', 'Nguyễn'], charsets: [] },
  Chinese: {
    texts: ['您好，暖气坏了，请尽快派人来修理，谢谢。', '你好', '刘德华', '王伟', '订单号 12345 有问题'],
    charsets: ['gb2312', 'gbk', 'gb18030'],
  },
  'Traditional Chinese': {
    texts: ['您好，暖氣壞了，請盡快派人來修理，謝謝。', '陳大文', '訂單有問題'],
    charsets: ['big5'],
  },
  Japanese: {
    texts: ['こんにちは、暖房が動きません。よろしくお願いします。', '鈴木', 'テスト', '①の件'],
    charsets: ['shift_jis', 'cp932'],
  },
  'Japanese of Unix': {
    texts: ['こんにちは、暖房が動きません。よろしくお願いします。', '鈴木', 'テスト'],
    charsets: ['euc-jp'],
  },
  Korean: {
    texts: ['안녕하세요, 난방이 작동하지 않습니다. 감사합니다.', '김철수', '문의'],
    charsets: ['euc-kr', 'ks_c_5601-1987', 'cp949'],
  },
  signs: {
    texts: ['Kosten: 30 € – 40 €, 5 °C, § 3', 'schon\u00a0gut', '5\u00a0km', '☃ 🚚', 'it’s “fine”…'],
    charsets: [],
  },
}
