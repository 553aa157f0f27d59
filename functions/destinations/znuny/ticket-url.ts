/** Where an agent opens a ticket, from the address of the web service. */
export function ticketUrl(service: string, ticket: string): string {
  return service.replace(
    servicePath,
    `/index.pl?Action=AgentTicketZoom;TicketID=${encodeURIComponent(ticket)}`,
  )
}

const servicePath = /\/nph-genericinterface\.pl\/.*/s
