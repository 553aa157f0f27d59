/**
 * Names version 1 of the contact event's schema, in a CloudEvent's `dataschema` and as the published schema's `$id`.
 * A name and not an address: nothing has to be served there, and it outlives every move of the files.
 */
export const contactEventSchemaId = 'urn:netzdialog:contact-event:v1'
