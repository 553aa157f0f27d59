import type { LanguageRow } from '../mail-language.ts'

/** Turkish. */
export const tr: LanguageRow = {
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
  greetings: 'merhaba | selam | sayın | iyi günler | günaydın',
  answersBelow:
    'aşağıda | aşağıdaki | kırmızı | kırmızıyla | mavi ile | yeşil ile | metin içinde | satır aralarında | kırmızı renkle | sarı ile | sarı renkle | turuncu ile | mor ile | kalın | italik | işaretli | altta',
  outOfOffice:
    'otomatik yanıt | otomatik yanit | otomatik cevap | ofis dışında | ofis dışı | iş yeri dışında | işyeri dışında',
  outOfOfficeWords: 'izinde | izindeyim | tatilde',
  isAway: 'ofis dışında | iş yeri dışında',
  absence:
    'ofis dışındayım | ofiste değilim | izindeyim | yıllık izinde | tatildeyim | iş yeri dışındayım | dışında olacağım | döneceğim | dönüşümde | için teşekkür | otomatik mesaj | acil durumlarda | acil konular',
}
