/** What `functions/route/decide-work.ts` and the rules say of an event's effect, in German. */
export const workReasonsDe: Readonly<Record<string, string>> = {
  'change of an own message that nobody has answered': 'eigene Nachricht geändert, noch ohne Antwort',
  'change of a message': 'Nachricht geändert',
  'context of a conversation that has yet to begin': 'Vorgeschichte eines Gesprächs, das noch beginnt',
  'concerns the person, not a message': 'betrifft die Person, keine Nachricht',
  'asks nothing of a person': 'verlangt keine Bearbeitung',
  'automated message': 'automatische Nachricht',
  'own message that nobody has answered': 'eigene Nachricht, noch ohne Antwort',
  'message by the company': 'Nachricht des Unternehmens',
  'another app owns the thread': 'eine andere App führt das Gespräch',
  'message from customer to customer': 'Nachricht unter Kunden',
  'deleted before it arrived': 'gelöscht, bevor sie eintraf',
  'customer message to the company': 'Nachricht eines Kunden an das Unternehmen',
  'as a rule says': 'nach einer Regel',
  'deletion of an own message': 'eigene Nachricht gelöscht',
  'deleted before anybody answered': 'gelöscht, bevor jemand geantwortet hat',
  'deletion of a message': 'Nachricht gelöscht',
}
