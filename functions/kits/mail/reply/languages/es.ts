import type { LanguageRow } from '../mail-language.ts'

/** Spanish. */
export const es: LanguageRow = {
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
  greetings:
    'hola | buenos días | buenas tardes | buenas noches | estimado | estimada | estimados | estimadas | querido | querida',
  answersBelow:
    'abajo | debajo | a continuación | en rojo | en azul | en verde | en negrita | entre líneas | en el texto | más abajo | en amarillo | en naranja | en morado | en cursiva | resaltado | resaltadas | en mayúsculas',
  outOfOffice:
    'respuesta automática | respuesta automatica | respuesta automática de ausencia | mensaje de ausencia | fuera de la oficina | fuera de oficina | ausente de la oficina | ausencia de la oficina',
  outOfOfficeWords: 'ausente | ausencia | de vacaciones',
  isAway: 'está fuera de la oficina | está ausente | está de vacaciones',
  absence:
    'estoy fuera de | estaré fuera | encuentro fuera | estoy de vacaciones | estoy ausente | estaré ausente | mi regreso | a mi vuelta | volveré | de vuelta el | gracias por su | gracias por tu | mensaje automático | en caso de urgencia | asuntos urgentes | no estoy en la oficina',
}
